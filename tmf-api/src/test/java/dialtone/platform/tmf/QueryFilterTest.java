package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFilterTest {

    private static final Set<String> TEXTS = Set.of("state", "externalId", "relatedParty.id");
    private static final Set<String> TIMES = Set.of("orderDate");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            completed                    | completed
            "completed"                  | completed
            'completed'                  | completed
            completed,failed             | completed;failed
            "a,b",c                      | a,b;c
            completed,completed          | completed
            x' OR '1'='1                 | x' OR '1'='1
            1; DROP TABLE PRODUCT_ORDER  | 1; DROP TABLE PRODUCT_ORDER
            %                            | %
            """)
    void aValueIsNothingButAValue(String written, String values) {
        assertThat(filter("state", written).values("state")).containsExactly(values.split(";(?! DROP)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            orderDate                     | 2026-11-25                | 2026-11-25T00:00:00Z        | 2026-11-26T00:00:00Z
            orderDate                     | 2026-11-25T10:00:00Z      | 2026-11-25T10:00:00Z        | 2026-11-25T10:00:00.000001Z
            orderDate                     | 2026-11-25T10:00:00+01:00 | 2026-11-25T09:00:00Z        | 2026-11-25T09:00:00.000001Z
            orderDate                     | 2026-11-25T10:00:00 01:00 | 2026-11-25T09:00:00Z        | 2026-11-25T09:00:00.000001Z
            orderDate.gte                 | 2026-11-25                | 2026-11-25T00:00:00Z        | -
            orderDate.gt                  | 2026-11-25                | 2026-11-26T00:00:00Z        | -
            orderDate.lt                  | 2026-11-25                | -                           | 2026-11-25T00:00:00Z
            orderDate.lte                 | 2026-11-25                | -                           | 2026-11-26T00:00:00Z
            orderDate.gt                  | 2026-11-25T10:00:00Z      | 2026-11-25T10:00:00.000001Z | -
            orderDate>                    | 2026-11-25                | 2026-11-25T00:00:00Z        | -
            orderDate<                    | 2026-11-25                | -                           | 2026-11-26T00:00:00Z
            orderDate>2026-11-25          | ''                        | 2026-11-26T00:00:00Z        | -
            orderDate<2026-11-25          | ''                        | -                           | 2026-11-25T00:00:00Z
            """)
    void aTimeIsAPeriodWithItsEndOutside(String parameter, String written, Instant from, Instant to) {
        QueryFilter filter = filter(parameter, written);
        assertThat(filter.from("orderDate").orElse(null)).isEqualTo(from);
        assertThat(filter.to("orderDate").orElse(null)).isEqualTo(to);
    }

    @Test
    void conditionsOnOneTimeAreAnded() {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.add("orderDate.gte", "2026-11-20");
        parameters.add("orderDate.lt", "2026-11-25");
        parameters.add("fields", "id");
        parameters.add("offset", "5");
        QueryFilter filter = QueryFilter.of(parameters, TEXTS, TIMES);
        assertThat(filter.from("orderDate")).contains(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(filter.to("orderDate")).contains(Instant.parse("2026-11-25T00:00:00Z"));
    }

    @Test
    void aValueOfSeveralThatThereAreIsReadByItsNameOrRefusedWithAllOfThem() {
        assertThat(filter("state", "running").value("state", List.of(Work.values()), Work::wire))
                .contains(Work.RUNNING);
        assertThat(filter("state", "RUNNING,ended"))
                .satisfies(two -> assertThatThrownBy(() -> two.value("state", List.of(Work.values()), Work::wire))
                        .isInstanceOfSatisfying(
                                TmfRefusal.class,
                                refusal -> assertThat(refusal.getMessage()).contains("takes one value")));
        assertThatThrownBy(() -> filter("state", "RUNNING").value("state", List.of(Work.values()), Work::wire))
                .isInstanceOfSatisfying(TmfRefusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(400);
                    assertThat(refusal.reasons())
                            .extracting(Rejection::field, Rejection::code, Rejection::message)
                            .containsExactly(tuple("state", "INVALID_FILTER", "A state is one of [running, ended]."));
                });
    }

    private enum Work {
        RUNNING,
        ENDED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colour         | red         | UNKNOWN_FILTER | colour
            state.gt       | completed   | UNKNOWN_FILTER | state.gt
            relatedParty   | CUS-1       | UNKNOWN_FILTER | relatedParty
            orderDate.like | 2026        | UNKNOWN_FILTER | orderDate.like
            1=1--          | ''          | UNKNOWN_FILTER | 1=1--
            orderDate      | yesterday   | INVALID_FILTER | orderDate
            orderDate.gt   | ''          | INVALID_FILTER | orderDate
            orderDate      | 2026-02-30  | INVALID_FILTER | orderDate
            """)
    void whatCannotBeAskedIsRefusedByName(String parameter, String written, String code, String named) {
        assertThatThrownBy(() -> filter(parameter, written)).isInstanceOfSatisfying(TmfRefusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.reasons().getFirst().code()).isEqualTo(code);
            assertThat(refusal.reasons().getFirst().field()).isEqualTo(named);
        });
    }

    @Test
    void alternativesAreRefusedWhereOneValueIsTaken() {
        QueryFilter filter = filter("externalId", "a,b");
        assertThatThrownBy(() -> filter.value("externalId")).isInstanceOf(TmfRefusal.class);
        assertThat(filter("externalId", "\"a,b\"").value("externalId")).contains("a,b");
    }

    private static QueryFilter filter(String parameter, String value) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.add(parameter, value);
        return QueryFilter.of(parameters, TEXTS, TIMES);
    }
}
