from fractions import Fraction

import numpy as np
import pytest

from nnref._arrays import as_float_array

EXTENDED = [("extended precision", np.longdouble(1.5))] if np.dtype(np.longdouble).itemsize > 8 else []
NOT_REAL = [
    ("text", "abc"),
    ("text in a list", ["1.5", "2"]),
    ("bytes", b"1.5"),
    ("complex number", 1 + 2j),
    ("complex array", np.ones(2, np.complex64)),
    ("None", None),
    ("None in a list", [1.0, None]),
    ("a dictionary", {"z": 1.0}),
    ("a set", {1.0, 2.0}),
    ("a fraction", [Fraction(1, 3)]),
    ("an integer beyond 64 bits", [2**70]),
    ("a date", np.array(["2024-04-04"], "datetime64[D]")),
    ("a time span", np.array([3], "timedelta64[s]")),
    ("a record", np.zeros(2, [("x", float)])),
    ("masked", np.ma.masked_array([1.0, 2.0], mask=[False, True])),
    *EXTENDED,
]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4)], ids=str)
def test_float_arrays_pass_without_a_copy(dtype, shape):
    z = np.ones(shape, dtype)
    assert as_float_array(z, "z") is z


@pytest.mark.parametrize("strided", [np.ones((4, 6))[::2, ::3], np.ones((4, 6)).T], ids=["strided", "transposed"])
def test_views_pass_without_a_copy(strided):
    assert as_float_array(strided, "z") is strided


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint8", "int32", "int64", "uint64", "float16", ">f8", ">i4"])
def test_other_numbers_become_float64(dtype):
    array = as_float_array(np.array([0, 1], dtype), "z")
    assert array.dtype == np.float64
    assert array.dtype.isnative
    np.testing.assert_array_equal(array, [0.0, 1.0])


def test_float32_in_the_other_byte_order_becomes_float32():
    array = as_float_array(np.array([0.5, 1.5], np.dtype(np.float32).newbyteorder()), "z")
    assert array.dtype == np.float32
    assert array.dtype.isnative
    np.testing.assert_array_equal(array, [0.5, 1.5])


@pytest.mark.parametrize(
    ("value", "shape"), [(1, ()), (2.5, ()), (np.float64(2.5), ()), ([], (0,)), ([[1, 2]], (1, 2)), ((1.0, True), (2,))]
)
def test_python_numbers_and_sequences_become_float64_of_their_shape(value, shape):
    array = as_float_array(value, "z")
    assert array.dtype == np.float64
    assert array.shape == shape


def test_a_float32_scalar_stays_float32():
    assert as_float_array(np.float32(1.5), "z").dtype == np.float32


def test_a_matrix_becomes_a_plain_array():
    class Matrix(np.ndarray):
        pass

    assert type(as_float_array(np.ones(2).view(Matrix), "z")) is np.ndarray


REPAIRS = {
    "asarray": "Convert it first: np.asarray(scores, dtype=float).",
    "real": "Pass the real part, np.real(scores), if that is what you mean.",
    "objects": "Look for None or text among the numbers",
    "unit": "Divide by a unit, or otherwise make plain numbers of them.",
    "filled": "scores.filled(value)",
    "extended": "Convert it first: np.asarray(scores, dtype=np.float64).",
}
REPAIR_OF = {
    "text": "asarray",
    "text in a list": "asarray",
    "bytes": "asarray",
    "complex number": "real",
    "complex array": "real",
    "a date": "unit",
    "a time span": "unit",
    "a record": "unit",
    "masked": "filled",
    "extended precision": "extended",
}


@pytest.mark.parametrize(("name", "value"), NOT_REAL, ids=[name for name, _ in NOT_REAL])
def test_the_repair_is_the_one_for_what_came(name, value):
    with pytest.raises(TypeError) as caught:
        as_float_array(value, "scores")
    wanted = REPAIR_OF.get(name, "objects")
    assert [repair for repair, text in REPAIRS.items() if text in str(caught.value)] == [wanted]


@pytest.mark.parametrize("value", [value for _, value in NOT_REAL], ids=[name for name, _ in NOT_REAL])
def test_what_is_not_made_of_real_numbers_raises_type_error_with_the_repair(value):
    with pytest.raises(TypeError, match=r"^`scores`: expected (real|plain) numbers, got .+\. \w.+\.$"):
        as_float_array(value, "scores")


@pytest.mark.parametrize(
    ("value", "got", "repair"),
    [
        (["1.5"], "text", "np.asarray(z, dtype=float)"),
        ([1j], "complex numbers", "np.real(z)"),
        ([1.0, None], "Python objects", "Look for None"),
        (np.ma.masked_array([1.0], mask=[True]), "a masked array", "z.filled(value)"),
    ],
    ids=["text", "complex", "None", "masked"],
)
def test_type_errors_name_what_came_and_how_to_repair_it(value, got, repair):
    with pytest.raises(TypeError) as caught:
        as_float_array(value, "z")
    assert got in str(caught.value)
    assert repair in str(caught.value)


@pytest.mark.parametrize("value", [[[1.0, 2.0], [3.0]], [[1.0], 2.0]], ids=["short row", "number beside a row"])
def test_ragged_lists_raise_value_error_with_the_repair(value):
    with pytest.raises(ValueError, match=r"^`z`: expected .+ one length, got rows of different lengths\. Pad "):
        as_float_array(value, "z")


@pytest.mark.parametrize(("value", "result"), [([Fraction(1, 4)], 0.25), ([2**70], 2.0**70), (["1.5"], 1.5)])
def test_the_repair_that_the_message_names_works(value, result):
    assert as_float_array(np.asarray(value, dtype=float), "z") == [result]
