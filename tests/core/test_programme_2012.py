"""The shipped programme: its permanent keys, and what stands on the form and in print."""

from __future__ import annotations

import pytest

from desktop.core.drafting import draft
from desktop.core.fields import ChoiceField, ChoicesField, CountField
from desktop.core.forces import Forces
from desktop.core.programme import Programme, item_of

# Stored answers hang on these: a key may be added, but none may go or change its type.
FIELDS = {
    "findings.overview.healthcheck": "yes_no",
    "findings.overview.checklist_used": "yes_no",
    "findings.overview.plan": "text",
    "findings.overview.reported_to": "text",
    "findings.overview.policies_reviewed": "choices",
    "findings.overview.policies_state": "choice",
    "press.media_policy.state": "choice",
    "press.media_policy.national_guidance": "choice",
    "press.media_policy.contact_via": "text",
    "press.media_policy.staff_awareness": "choice",
    "press.leaks.investigated": "count",
    "press.leaks.continuing": "count",
    "press.social_media.guidance": "choice",
    "press.social_media.off_duty_covered": "yes_no",
    "press.social_media.sites_monitored": "yes_no",
    "press.social_media.staff_awareness": "choice",
    "press.social_media.cases": "count",
    "gifts.gifts_and_hospitality.found_before": "choice",
    "gifts.gifts_and_hospitality.single_register": "yes_no",
    "gifts.gifts_and_hospitality.register_form": "choice",
    "gifts.gifts_and_hospitality.overseen_by": "text",
    "gifts.gifts_and_hospitality.declined_recorded": "yes_no",
    "gifts.gifts_and_hospitality.published": "choice",
    "gifts.gifts_and_hospitality.staff_awareness": "choice",
    "gifts.procurement.cross_reference": "choice",
    "gifts.procurement.card_control": "text",
    "gifts.procurement.interests_declared": "yes_no",
    "gifts.second_jobs.approved_by": "text",
    "gifts.second_jobs.reviewed_before": "yes_no",
    "gifts.second_jobs.annual_review": "choice",
    "gifts.second_jobs.applications": "count",
    "gifts.second_jobs.approved": "count",
    "integrity.governance.oversight_body": "text",
    "integrity.governance.arrangements": "choice",
    "integrity.capacity.staffing_change": "choice",
    "integrity.capacity.change_planned": "yes_no",
    "integrity.capacity.investigations": "count",
    "integrity.training.training": "choice",
    "integrity.training.channels": "choices",
    "integrity.training.understanding_checked": "choice",
}
OPTIONS = {
    "findings.overview.policies_reviewed": "media gifts_and_hospitality social_media second_jobs",
    "findings.overview.policies_state": "updated partly_updated under_review",
    "press.media_policy.state": "updated being_updated not_updated",
    "press.media_policy.national_guidance": "in_line will_be not_in_line",
    "press.media_policy.staff_awareness": "aware generally_aware unclear",
    "press.social_media.guidance": "produced reinforced none",
    "press.social_media.staff_awareness": "aware generally_aware unclear",
    "gifts.gifts_and_hospitality.found_before": (
        "several_registers only_accepted little_monitoring manual_register"
    ),
    "gifts.gifts_and_hospitality.register_form": "electronic manual manual_to_electronic",
    "gifts.gifts_and_hospitality.published": "yes planned no",
    "gifts.gifts_and_hospitality.staff_awareness": "aware generally_aware unclear",
    "gifts.procurement.cross_reference": "yes limited no",
    "gifts.second_jobs.annual_review": "yes planned no",
    "integrity.governance.arrangements": "in_place continued changing",
    "integrity.capacity.staffing_change": "none increase decrease",
    "integrity.training.training": "none little some programme",
    "integrity.training.channels": "email intranet posters",
    "integrity.training.understanding_checked": "yes partly no",
}
HEADINGS = [
    "About this review",
    "Findings for City of London",
    "How are press relations handled, and information leaks investigated?",
    "Is there more clarity around acceptance of gifts and hospitality, procurement, and second"
    " jobs?",
    "How does the force identify, monitor and manage potential integrity issues?",
    "Next steps",
    "",
]
WIDEST_LABEL = 28
WIDEST_OPTION = 32


def test_every_key_is_there_with_its_type(programme: Programme) -> None:
    there = {key: field.type for key, field in programme.fields.items()}
    assert {key: there.get(key) for key in FIELDS} == FIELDS


def test_every_choice_has_its_options_in_order(programme: Programme) -> None:
    there = {
        key: " ".join(option.key for option in field.options)
        for key, field in programme.fields.items()
        if isinstance(field, ChoiceField | ChoicesField)
    }
    assert there == OPTIONS


def test_the_report_has_its_own_fields(programme: Programme) -> None:
    for key, kind in (("isbn", "isbn"), ("embargo", "date"), ("published", "month")):
        field = programme.field(key)
        assert field is not None
        assert field.type == kind
        assert item_of(key) == ""
    assert programme.field("no.such.field") is None


def test_headings_are_those_of_the_published_reports(programme: Programme, forces: Forces) -> None:
    force = forces["city-of-london"]
    assert [section.heading_for(force) for section in programme.sections] == HEADINGS
    assert [section.key for section in programme.sections if section.question] == [
        "press",
        "gifts",
        "integrity",
    ]


def test_parts_are_counted_within_their_wholes(programme: Programme) -> None:
    parts = {
        key: f"{item_of(key)}.{field.part_of}"
        for key, field in programme.fields.items()
        if isinstance(field, CountField) and field.part_of
    }
    assert parts == {
        "press.leaks.continuing": "press.leaks.investigated",
        "gifts.second_jobs.approved": "gifts.second_jobs.applications",
    }


def test_every_item_is_drafted(programme: Programme) -> None:
    for key, item in programme.items.items():
        assert bool(item.wording) is not bool(item.draft), key
        if item.draft:
            assert (programme.folder / "drafts" / item.draft).is_file()
            assert item.draft == f"{item.key}.j2"


def test_labels_fit_the_form(programme: Programme) -> None:
    for key, field in programme.fields.items():
        assert len(field.label) <= WIDEST_LABEL, key
        if isinstance(field, ChoiceField | ChoicesField):
            assert all(len(option.label) <= WIDEST_OPTION for option in field.options), key
        assert not field.guidance or field.guidance.endswith((".", "?")), key


def test_finds_sections_items_and_fields_by_full_key(programme: Programme) -> None:
    assert programme.section_of("press.leaks.continuing").key == "press"
    assert item_of("press.leaks.continuing") == "press.leaks"
    press = programme.section_of("press.leaks")
    assert [key for key, _ in programme.items_of(press)] == [
        "press.media_policy",
        "press.leaks",
        "press.social_media",
    ]
    assert [key for key, _ in programme.fields_of("press.leaks")] == [
        "press.leaks.investigated",
        "press.leaks.continuing",
    ]


@pytest.mark.parametrize(
    ("force", "found_in"),
    [
        ("city-of-london", "what we found in the City of London."),
        ("cheshire", "what we found in Cheshire."),
    ],
)
def test_about_this_review_names_the_area(
    programme: Programme, forces: Forces, force: str, found_in: str
) -> None:
    text = draft(programme, "about.review", forces[force], {})
    assert found_in in text
    assert "*Without Fear or Favour*" in text
    assert text.count("\n- ") == 3


def test_the_imprint_has_an_isbn_line_once_there_is_one(
    programme: Programme, forces: Forces
) -> None:
    cheshire = forces["cheshire"]
    assert draft(programme, "imprint.imprint", cheshire, {}) == "© HMIC 2012\n\nwww.hmic.gov.uk"
    assert (
        draft(programme, "imprint.imprint", cheshire, {"isbn": "978-1-78246-041-1"})
        == "© HMIC 2012\n\nISBN: 978-1-78246-041-1\n\nwww.hmic.gov.uk"
    )
    assert draft(programme, "imprint.imprint", cheshire, {"published": "2013-01"}).startswith(
        "© HMIC 2013"
    )


def test_next_steps_are_the_same_for_every_force(programme: Programme, forces: Forces) -> None:
    assert draft(programme, "next_steps.inspections", forces["cleveland"], {}) == (
        "HMIC will continue to inspect on integrity issues as part of our existing programme of"
        " force inspections."
    )
