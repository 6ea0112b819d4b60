"""The description of the API holds: whatever is sent, no fault is ours, and answers are as described."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from comitia.web.openapi import ROUTES, description
from tests.web.conftest import Client

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def test_every_route_of_the_api_is_described_and_every_description_served(page: Client) -> None:
    told = page.get("/api/openapi.json").json()
    assert told == description()
    assert told["openapi"].startswith("3.1")
    assert sum(len(each) for each in told["paths"].values()) == len(ROUTES)


def test_whatever_is_sent_no_fault_is_ours(page: Client) -> None:
    schema = schemathesis.openapi.from_url(f"{page.base_url}api/openapi.json")
    operations: list[Any] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) == len(ROUTES) - 1  # the description itself is left out
    every = st.one_of(*(each.as_strategy() for each in operations))

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(every)
    def sent(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    sent()
