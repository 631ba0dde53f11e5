package dialtone.event.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.event.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

    private static final DomainEvent COMPLETED = new DomainEvent(
            "e-1",
            "ProductOrderStateChangeEvent",
            "ORD-100001",
            Instant.parse("2026-11-25T10:00:00Z"),
            Map.of("state", "completed", "previousState", "inProgress"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                   | true
            eventType=ProductOrderStateChangeEvent                               | true
            eventType=ProductOrderCreateEvent                                    | false
            eventType=ProductOrderCreateEvent,ProductOrderStateChangeEvent       | true
            eventType=ProductOrderStateChangeEvent&state=completed               | true
            eventType=ProductOrderStateChangeEvent&state=failed                  | false
            state=failed,completed                                               | true
            state="completed"                                                    | true
            event.productOrder.state=completed                                   | true
            productOrder.state=cancelled                                         | false
            id=ORD-100001&previousState=inProgress                               | true
            event.productOrder.id=ORD-100002                                     | false
            state=%22completed%22                                                | true
            state=completed' OR '1'='1                                           | false
            """)
    void aQueryMeetsTheEventsItAsksFor(String query, boolean meets) {
        Outcome<EventFilter> parsed = EventFilter.parse(EventFamily.PRODUCT_ORDERING, Optional.of(query));
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(((EventFilter) accepted.value()).matches(COMPLETED))
                                .isEqualTo(meets));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eventType=UsageConsumptionThresholdEvent&percent=100 | true
            percent=80                                           | false
            usageConsumption.percent=80,100&held=true            | true
            number=491510000002                                  | false
            limit=roaming-data&billingAccount=BAC-1              | true
            id=BAC-1                                             | true
            id=BAC-2                                             | false
            """)
    void aQueryAsksWhichPercentageOfWhoseLimit(String query, boolean meets) {
        DomainEvent reached = new DomainEvent(
                "spending-notice-1",
                "UsageConsumptionThresholdEvent",
                "BAC-1",
                Instant.parse("2026-11-25T10:00:00Z"),
                Map.of(
                        "billingAccount", "BAC-1",
                        "number", "491510000001",
                        "limit", "roaming-data",
                        "percent", "100",
                        "held", "true"));
        assertThat(EventFilter.parse(EventFamily.USAGE_CONSUMPTION, Optional.of(query)))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(((EventFilter) accepted.value()).matches(reached))
                                .isEqualTo(meets));
        assertThat(EventFilter.parse(EventFamily.USAGE_CONSUMPTION, Optional.of("state=completed")))
                .as("of orders")
                .isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colour=red                    | colour
            state                         | state
            =completed                    | attribute=value
            state=                        | attribute=value
            eventType=InvoiceCreateEvent  | InvoiceCreateEvent
            state=failed&state=completed  | twice
            """)
    void aQueryThatCannotBeUsedIsRefusedByName(String query, String named) {
        Outcome<EventFilter> parsed = EventFilter.parse(EventFamily.PRODUCT_ORDERING, Optional.of(query));
        List<Rejection> reasons = parsed.fold(accepted -> List.of(), rejected -> List.copyOf(rejected));
        assertThat(reasons).singleElement().satisfies(reason -> {
            assertThat(reason.field()).isEqualTo("query");
            assertThat(reason.message()).contains(named);
        });
    }
}
