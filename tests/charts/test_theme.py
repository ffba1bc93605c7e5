"""The palette: readable on both papers, told apart by everybody."""

from __future__ import annotations

import itertools
import re

import pytest
from support.colour import MACHADO_2009, contrast, distance

from missile_question.charts import theme

#: Grounds on which charts stand and write.
GROUNDS = ("paper", "sea")
TEXT = ("ink", "muted")
#: Lines and fills that carry no meaning of their own: the ground they part is told by words.
QUIET = ("rule", "sea", "land", "border", "paper")
ACTORS = tuple(role for role in theme.ROLES if role not in (*TEXT, *QUIET))
#: Distance in CIE L*a*b* (1976): 2.3 is just noticeable side by side, marks far apart need more.
APART = 13
SIDES = pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])


def test_every_light_value_is_unique() -> None:
    """The style sheet finds a role by its light value: two roles may not share one."""
    lights = [light for light, _ in theme.ROLES.values()]
    assert len(set(lights)) == len(lights)
    for pair in theme.ROLES.values():
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in pair)


@SIDES
@pytest.mark.parametrize("role", [*TEXT, *ACTORS])
def test_text_roles_are_readable(role: str, side: int) -> None:
    """Ink, muted ink and every actor's colour have 4.5:1 on paper and sea (WCAG 1.4.3)."""
    for ground in GROUNDS:
        assert contrast(theme.ROLES[role][side], theme.ROLES[ground][side]) >= 4.5, ground


@SIDES
@pytest.mark.parametrize("role", [*TEXT, *ACTORS])
def test_graphic_roles_are_visible_on_land(role: str, side: int) -> None:
    """Marks on a map have 3:1 against the land (WCAG 1.4.11), names of countries 4.5:1."""
    needed = 4.5 if role in TEXT else 3
    assert contrast(theme.ROLES[role][side], theme.ROLES["land"][side]) >= needed


@SIDES
@pytest.mark.parametrize("vision", MACHADO_2009)
def test_actors_are_told_apart(vision: str, side: int) -> None:
    """Any two actors' colours differ, also with each kind of dichromacy (Machado et al. 2009)."""
    close = [
        (round(distance(theme.ROLES[a][side], theme.ROLES[b][side], vision), 1), a, b)
        for a, b in itertools.combinations(ACTORS, 2)
        if distance(theme.ROLES[a][side], theme.ROLES[b][side], vision) < APART
    ]
    assert close == []


def test_simulation_is_the_published_one() -> None:
    """White and black stay what they are; red and green come close for dichromats."""
    for vision in MACHADO_2009:
        assert distance("#ffffff", "#ffffff", vision) == 0
        assert distance("#ffffff", "#000000", vision) == pytest.approx(100, abs=1)
    assert distance("#a04000", "#606000", "deuteranopia") < distance("#a04000", "#606000") / 2
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_style_sheet_repaints_every_role() -> None:
    """For each role there is a rule for fill and one for stroke, and both values as variables."""
    css = theme.dark_css()
    for role, (light, dark) in theme.ROLES.items():
        for paint in ("fill", "stroke"):
            assert f'[{paint}="{light}"]{{{paint}:var(--mq-{role})}}' in css
        assert css.count(f"--mq-{role}:{light};") == 2, "on screen and on paper"
        assert f"--mq-{role}:{dark};" in css
    assert css.index("@media print") > css.index("[data-theme=dark]"), "print must win"


def test_config_names_colours_of_the_palette_only() -> None:
    """No default colour slips into a chart through the config."""
    lights = {light for light, _ in theme.ROLES.values()}
    for narrow in (False, True):
        found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", repr(theme.config(narrow))))
        assert found and found <= lights


def test_phones_never_get_smaller_type() -> None:
    """The narrow config differs in room, not in type sizes."""
    sizes = [
        re.findall(r"'(\w*[fF]ontSize)': (\d+)", repr(theme.config(narrow)))
        for narrow in (False, True)
    ]
    assert sizes[0] == sizes[1]
    assert all(int(size) >= 11 for _, size in sizes[0])


def test_unknown_roles_are_refused_and_unknown_actors_are_press() -> None:
    """colour() lists what there is; role_of() has a colour for every actor of the tables."""
    with pytest.raises(ValueError, match=r"ink, muted.*'irn'"):
        theme.colour("irn")
    assert theme.colour("iran") == theme.ROLES["iran"][0]
    assert theme.role_of("United States") == "united-states"
    assert theme.role_of("Somebody Else") == "press"
