"""Paper: PDFs in the house style, the check that every character can be printed, the electronic signature, QR codes.

A leaf floor: it knows texts and bytes, no case and no user. Callers catch `printing.errors.PrintingRefused`, whose text
is a sentence for people.
"""
