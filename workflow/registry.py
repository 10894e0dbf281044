"""Which machine drives which model, and the words of every deed. Filled by each app's lifecycle at start-up."""

from django.utils import translation

from workflow.machine import Deed, Machine

_machines: dict[type, Machine] = {}
_deeds: dict[type, dict[str, Deed]] = {}
_roles: list = []


def register(machine: Machine, model: type) -> Machine:
    """Let `machine` drive `model`. Raises ValueError where the model's default state is not the machine's first."""
    if model._meta.get_field("state").default != machine.initial:
        raise ValueError(f"{model.__name__}.state must begin as {machine.initial!r}")
    _machines[model] = machine
    _deeds[model] = machine.deeds
    return machine


def register_deeds(model: type, deeds: dict[str, Deed]) -> None:
    """Give the words of deeds on a model that has no lifecycle."""
    _deeds[model] = deeds


def name_roles(labels) -> None:
    """Give the words, in every language, of the roles that the journal names."""
    _roles[:] = labels


def role_in_words(stored: str) -> str:
    """A role as the journal keeps it, in Chinese, in the language of the reader; as it stands where nobody knows it."""
    with translation.override("zh-hans"):
        known = {str(label): label for label in _roles}
    return str(known.get(stored, stored))


def machines() -> list[tuple[Machine, type]]:
    return [(machine, model) for model, machine in _machines.items()]


def machine_of(case) -> Machine:
    return _machines[type(case) if not isinstance(case, type) else case]


def model_of(machine_name: str) -> type:
    """The model driven by the machine of that name. Raises LookupError."""
    for model, machine in _machines.items():
        if machine.name == machine_name:
            return model
    raise LookupError(machine_name)


def deed_of(model: type, name: str) -> Deed:
    """The words of a step or deed on `model`. Raises LookupError where nobody registered it."""
    if name in _deeds.get(model, {}):
        return _deeds[model][name]
    machine = _machines.get(model)
    if machine:
        transition = machine.step(name)
        return Deed(transition.done, transition.internal)
    raise LookupError(f"{model.__name__}: no words for the deed {name!r}")
