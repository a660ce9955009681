import pytest

from workers.validate.topics import topic_of


@pytest.mark.parametrize(
    ("clause", "behind", "earlier", "topic"),
    [
        ("新收政府信息公开申请", "", "", "received"),
        ("共收到", "政府信息公开申请", "", "received"),
        ("上年结转", "", "", "carried_over"),
        ("2022年结转", "", "", "carried_over"),
        ("2021年结转", "", "", None),
        ("", "结转下年度办理", "", "carried_forward"),
        ("不予公开", "", "", "results.denied"),
        ("不予公开、部分公开", "", "", None),
        ("网站收到政府信息公开申请", "", "", None),
        ("收到政府信息公开申请", "", "2022年,", None),
        ("参加培训", "", "", None),
    ],
)
def test_a_clause_names_its_number(clause: str, behind: str, earlier: str, topic: str | None) -> None:
    assert topic_of(clause, behind, earlier, 2023) == topic
