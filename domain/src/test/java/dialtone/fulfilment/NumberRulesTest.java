package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckRequest.Item;
import dialtone.party.Address;
import dialtone.party.CustomerId;
import dialtone.pool.NumberStanding;
import dialtone.pool.NumberStanding.State;
import dialtone.pool.ResourceNeed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NumberRulesTest {

    private static final OfferingId PLAN = new OfferingId("plan");
    private static final String WANTED = "999155500010";
    private static final Instant AGED = Instant.parse("2027-02-24T23:30:00Z");
    private static final CharacteristicSpecification QUESTION =
            new CharacteristicSpecification("wantedMsisdn", "Number", false, List.of(), Optional.empty());

    @Test
    void who_asks_for_no_number_gets_any_and_a_free_one_is_had() {
        assertThat(NumberRules.wanted(request(Map.of()))).isEmpty();
        assertThat(NumberRules.judge(request(Map.of()), List.of()))
                .containsExactly(CheckResult.passed("wanted-number", "No number is asked for by name."));
        CheckRequest asked = request(Map.of("wantedMsisdn", WANTED));
        assertThat(NumberRules.wanted(asked)).containsExactly(WANTED);
        assertThat(NumberRules.judge(asked, List.of(standing(State.FREE, Optional.empty()))))
                .containsExactly(CheckResult.passed("wanted-number", "Every number that is asked for is free."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESERVED | NUMBER_RESERVED | Number 999155500010 is reserved for another order.",
                "IN_USE | NUMBER_IN_USE | Number 999155500010 is in use.",
                "QUARANTINED | NUMBER_QUARANTINED | Number 999155500010 was given up and is not handed out again before somebody has looked into it.",
                "NOT_OURS | NUMBER_NOT_OURS | Number 999155500010 is none of our mobile numbers."
            })
    void what_is_not_free_is_refused_with_its_own_code_and_the_free_ones_next_to_it(
            State state, String code, String message) {
        assertThat(NumberRules.judge(
                        request(Map.of("wantedMsisdn", WANTED)), List.of(standing(state, Optional.empty()))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(code);
                    assertThat(finding.message()).isEqualTo(message);
                    assertThat(finding.item()).contains("1");
                    assertThat(finding.remedy().orElseThrow()).endsWith(".");
                    assertThat(finding.alternatives())
                            .extracting(Alternative::label)
                            .containsExactly("Number 999155500011", "Number 999155500008");
                });
    }

    @Test
    void a_number_that_ages_is_to_be_had_from_the_day_after_that_on() {
        assertThat(NumberRules.judge(
                        request(Map.of("wantedMsisdn", WANTED)),
                        List.of(standing(State.QUARANTINED, Optional.of(AGED)))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).endsWith("is not handed out again before 2027-02-25.");
                    assertThat(finding.remedy()).contains("Another number; or this one from 2027-02-25 on.");
                    assertThat(finding.alternatives())
                            .last()
                            .isEqualTo(Alternative.startingOn(LocalDate.parse("2027-02-25"), ZoneOffset.UTC));
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESERVED", "IN_USE", "QUARANTINED"})
    void outside_the_house_nobody_learns_whether_somebody_has_a_number_or_when_somebody_left_it(State state) {
        assertThat(NumberRules.judge(
                        request(Map.of("wantedMsisdn", WANTED)),
                        List.of(standing(state, Optional.of(AGED).filter(until -> state == State.QUARANTINED)))))
                .extracting(CheckResult::forOutside)
                .containsExactly(CheckResult.refused(
                                "wanted-number", "NUMBER_UNAVAILABLE", "The number that is asked for is not to be had.")
                        .about("1")
                        .mendedBy("Another number.")
                        .orRather(List.of(
                                Alternative.answer(QUESTION, "999155500011"),
                                Alternative.answer(QUESTION, "999155500008"))));
    }

    @Test
    void two_lines_do_not_get_the_same_number() {
        assertThat(NumberRules.judge(
                        request(Map.of("wantedMsisdn", WANTED), Map.of("wantedMsisdn", WANTED)),
                        List.of(standing(State.FREE, Optional.empty()))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("NUMBER_ASKED_TWICE");
                    assertThat(finding.item()).contains("2");
                });
    }

    private static NumberStanding standing(State state, Optional<Instant> freeFrom) {
        return new NumberStanding(
                WANTED, state, freeFrom, state == State.FREE ? List.of() : List.of("999155500011", "999155500008"));
    }

    @SafeVarargs
    private static CheckRequest request(Map<String, String>... lines) {
        ProductOffering offering = new ProductOffering(
                PLAN,
                "Plan",
                "Plan",
                Role.PLAN,
                "plan",
                List.of(QUESTION),
                List.of(),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
        return new CheckRequest(
                "ORD-1",
                new CustomerId("CUS-1"),
                Optional.empty(),
                "Ada Lovelace",
                LocalDate.of(1985, 12, 10),
                new Address("Invalidenstr. 1", "10115", "Berlin", "DE"),
                IntStream.rangeClosed(1, lines.length)
                        .mapToObj(id -> item(Integer.toString(id), lines[id - 1]))
                        .toList(),
                List.of(),
                IntStream.rangeClosed(1, lines.length)
                        .mapToObj(id -> ResourceNeed.of(Integer.toString(id), ResourceKind.MSISDN, lines[id - 1]))
                        .toList(),
                List.of(),
                Map.of(),
                Set.of(),
                new Catalog("1", List.of(offering), List.of(), List.of(), List.of()));
    }

    private static Item item(String id, Map<String, String> characteristics) {
        return new Item(
                id,
                PLAN,
                "Plan",
                Role.PLAN,
                Optional.empty(),
                List.of(),
                characteristics,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
