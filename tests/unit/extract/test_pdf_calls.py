"""Results of many calls stand side by side, a list a field."""

import ctypes

from workers.extract.pdf_calls import asked


def address(reference: object) -> int:
    return ctypes.cast(reference, ctypes.c_void_p).value or 0  # type: ignore[arg-type] # as byref gives it


def structure(number: int, place: object) -> int:
    first, second = ((ctypes.c_float * 2).from_address(address(place) + 8 * part) for part in (0, 1))
    first[:] = [number, number + 0.25]
    second[:] = [number + 0.5, number + 0.75]
    return number % 2


def apart(number: int, one: object, other: object) -> int:
    ctypes.c_double.from_address(address(one)).value = number
    ctypes.c_double.from_address(address(other)).value = -number
    return 1


def test_a_structure_is_parted_into_its_fields() -> None:
    returned, fields = asked(structure, [1, 2, 3], count=3, code="f", fields=4)
    assert returned == [1, 0, 1]
    assert [field.tolist() for field in fields] == [[1, 2, 3], [1.25, 2.25, 3.25], [1.5, 2.5, 3.5], [1.75, 2.75, 3.75]]


def test_fields_behind_pointers_of_their_own_are_fields() -> None:
    returned, fields = asked(apart, [1, 2], count=2, code="d", fields=2, apart=True)
    assert (returned, [field.tolist() for field in fields]) == ([1, 1], [[1, 2], [-1, -2]])


def test_nothing_asked_is_nothing_told() -> None:
    assert asked(structure, [], count=0, code="f", fields=2)[0] == []
