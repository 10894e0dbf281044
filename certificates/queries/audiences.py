"""Who is told."""


def client_people(decision):
    return decision.organisation.people


def certificate_people(case):
    """The people of the organisation that holds the certificate (of a certificate or its surveillance)."""
    return case.organisation.people
