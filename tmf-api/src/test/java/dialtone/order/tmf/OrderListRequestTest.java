package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.order.OrderQuery;
import dialtone.order.OrderQuery.Attribute;
import dialtone.order.OrderQuery.Period;
import dialtone.order.OrderQuery.Time;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderListRequestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id                                  | ORD-1          | ID
            id                                  | ORD-1,ORD-2    | ID
            id.eq                               | "ORD-1"        | ID
            externalId                          | PO-1,PO-2      | EXTERNAL_ID
            category                            | business       | CATEGORY
            relatedParty.id                     | CUS-1,CUS-2    | CUSTOMER
            billingAccount.id                   | BAC-1          | BILLING_ACCOUNT
            productOrderItem.productOffering.id | mobile-m       | OFFERING
            """)
    void anAttributeIsOneOfTheValuesGiven(String parameter, String written, Attribute attribute) {
        assertThat(parse(Map.of(parameter, written)).values())
                .isEqualTo(Map.of(attribute, Set.of(written.replace("\"", "").split(","))));
    }

    @Test
    void statesAreNamedAsTmf622NamesThem() {
        assertThat(parse(Map.of("state", "inProgress,held")).values())
                .isEqualTo(Map.of(Attribute.STATE, Set.of("IN_PROGRESS", "HELD")));
        assertThatThrownBy(() -> parse(Map.of("state", "IN_PROGRESS"))).isInstanceOf(TmfRefusal.class);
    }

    @ParameterizedTest
    @CsvSource({
        "orderDate.gte, 2026-11-25T10:00:00Z, PLACED, 2026-11-25T10:00:00Z, ",
        "orderDate.gt, 2026-11-25T10:00:00Z, PLACED, 2026-11-25T10:00:00.000001Z, ",
        "orderDate.lt, 2026-11-25T10:00:00Z, PLACED, , 2026-11-25T10:00:00Z",
        "orderDate.lte, 2026-11-25T10:00:00Z, PLACED, , 2026-11-25T10:00:00.000001Z",
        "orderDate.gt, 2026-11-25, PLACED, 2026-11-26T00:00:00Z, ",
        "orderDate, 2026-11-25, PLACED, 2026-11-25T00:00:00Z, 2026-11-26T00:00:00Z",
        "orderDate.eq, 2026-11-25, PLACED, 2026-11-25T00:00:00Z, 2026-11-26T00:00:00Z",
        "requestedStartDate.gte, 2026-11-25, REQUESTED_START, 2026-11-25T00:00:00Z, "
    })
    void aTimeIsInThePeriodThatItsOperatorSays(String parameter, String written, Time time, Instant from, Instant to) {
        assertThat(parse(Map.of(parameter, written)).times())
                .isEqualTo(Map.of(time, new Period(Optional.ofNullable(from), Optional.ofNullable(to))));
    }

    @Test
    void filtersOfSeveralAttributesHoldTogether() {
        OrderQuery query = parse(Map.of(
                "state", "completed",
                "id", "ORD-1",
                "orderDate.gte", "2026-11-01",
                "orderDate.lt", "2026-12-01"));
        assertThat(query.values()).containsOnlyKeys(Attribute.STATE, Attribute.ID);
        assertThat(query.times())
                .isEqualTo(Map.of(
                        Time.PLACED,
                        new Period(
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                Optional.of(Instant.parse("2026-12-01T00:00:00Z")))));
        assertThat(parse(Map.of())).isEqualTo(OrderQuery.all(0, 10));
    }

    @Test
    void anUnknownAttributeIsRefusedByItsName() {
        assertThatThrownBy(() -> parse(Map.of("placedBy", "csr"))).isInstanceOfSatisfying(TmfRefusal.class, refusal -> {
            assertThat(refusal.reasons().getFirst().field()).isEqualTo("placedBy");
            assertThat(refusal.reasons().getFirst().code()).isEqualTo("UNKNOWN_FILTER");
        });
    }

    private static OrderQuery parse(Map<String, String> parameters) {
        return OrderListRequest.parse(new MultivaluedHashMap<>(parameters), new PageRange(0, 10));
    }
}
