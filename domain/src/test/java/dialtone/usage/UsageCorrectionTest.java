package dialtone.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageCorrection.Change;
import dialtone.usage.UsageCorrection.Corrected;
import dialtone.usage.UsageCorrection.Field;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageCorrectionTest {

    private static final UsageEvent CALL = new UsageEvent(
            "msc1", 17, UsageType.VOICE, "491510000009", Instant.parse("2026-11-25T09:15:00Z"), 61, "4930123456");

    @Test
    void a_number_that_is_corrected_makes_the_call_another_subscribers() {
        Corrected corrected = accepted(Map.of(Field.MSISDN, "+491510000001", Field.QUANTITY, "61"));
        assertThat(corrected.event())
                .isEqualTo(new UsageEvent(
                        "msc1",
                        17,
                        UsageType.VOICE,
                        "491510000001",
                        Instant.parse("2026-11-25T09:15:00Z"),
                        61,
                        "4930123456"));
        assertThat(corrected.changes()).containsExactly(new Change(Field.MSISDN, "491510000009", "491510000001"));
    }

    @Test
    void all_fields_but_source_and_sequence_can_be_corrected() {
        Corrected corrected = accepted(Map.of(
                Field.TYPE, "DATA",
                Field.STARTED_AT, "2026-11-25T10:15:00+01:00",
                Field.QUANTITY, "5",
                Field.PEER, "",
                Field.VISITED_NETWORK, "208-01"));
        assertThat(corrected.event().visitedNetwork()).isEqualTo("20801");
        assertThat(corrected.event().type()).isEqualTo(UsageType.DATA);
        assertThat(corrected.event().startedAt()).isEqualTo(CALL.startedAt());
        assertThat(corrected.changes())
                .extracting(Change::field)
                .containsExactly(Field.TYPE, Field.QUANTITY, Field.PEER, Field.VISITED_NETWORK);
    }

    @Test
    void every_field_that_cannot_be_read_is_named() {
        assertThat(rejected(Map.of(
                        Field.TYPE, "FAX",
                        Field.MSISDN, "0151",
                        Field.STARTED_AT, "yesterday",
                        Field.QUANTITY, "-1",
                        Field.PEER, "a".repeat(65),
                        Field.VISITED_NETWORK, "France")))
                .extracting(Rejection::code, Rejection::field)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("INVALID_FIELD", "type"),
                        org.assertj.core.groups.Tuple.tuple("INVALID_FIELD", "msisdn"),
                        org.assertj.core.groups.Tuple.tuple("INVALID_FIELD", "startedAt"),
                        org.assertj.core.groups.Tuple.tuple("INVALID_FIELD", "quantity"),
                        org.assertj.core.groups.Tuple.tuple("INVALID_FIELD", "peer"),
                        org.assertj.core.groups.Tuple.tuple("INVALID_FIELD", "visitedNetwork"));
        assertThat(rejected(Map.of(Field.QUANTITY, "10000000000000"))).hasSize(1);
    }

    @Test
    void what_a_person_leaves_alone_stays_as_somebody_else_has_corrected_it() {
        Map<String, String> shown = new HashMap<>();
        for (Field field : Field.values()) {
            shown.put(field.wire(), UsageCorrection.text(CALL, field));
        }
        Map<String, String> entered = new HashMap<>(shown);
        entered.put("quantity", "70");
        entered.remove("peer"); // an empty field of a form
        assertThat(UsageCorrection.ofChanges(shown, entered))
                .isEqualTo(new UsageCorrection(Map.of(Field.QUANTITY, "70", Field.PEER, "")));
        assertThat(UsageCorrection.ofChanges(shown, shown)).isEqualTo(new UsageCorrection(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"20801, 20801", "208-01, 20801", "310-410, 310410", "208, 208", "' 90128 ', 90128"})
    void a_visited_network_is_written_in_digits_however_it_is_entered(String entered, String network) {
        Corrected corrected = accepted(Map.of(Field.VISITED_NETWORK, entered));
        assertThat(corrected.event()).isEqualTo(CALL.visiting(network));
        assertThat(corrected.changes()).containsExactly(new Change(Field.VISITED_NETWORK, "", network));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"20", "2080", "2080111", "10801", "80801", "2080A", "2080/", "20-801", "208--01", "208-", "-"})
    void what_is_no_network_is_refused(String entered) {
        assertThat(rejected(Map.of(Field.VISITED_NETWORK, entered)))
                .extracting(Rejection::code, Rejection::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("INVALID_FIELD", "visitedNetwork"));
    }

    @Test
    void a_call_that_was_made_at_home_after_all_loses_its_network() {
        UsageEvent abroad = CALL.visiting("20801");
        Corrected corrected = accepted(abroad, Map.of(Field.VISITED_NETWORK, ""));
        assertThat(corrected.event()).isEqualTo(CALL);
        assertThat(corrected.changes()).containsExactly(new Change(Field.VISITED_NETWORK, "20801", ""));
        assertThat(rejected(abroad, Map.of(Field.VISITED_NETWORK, "208-01")))
                .extracting(Rejection::code)
                .containsExactly("NOTHING_CHANGED");
    }

    @Test
    void a_correction_that_names_another_field_leaves_the_network() {
        Corrected corrected =
                accepted(CALL.visiting("208"), Map.of(Field.QUANTITY, Long.toString(UsageEvent.MAX_QUANTITY)));
        assertThat(corrected.event().visitedNetwork()).isEqualTo("208");
        assertThat(corrected.event().quantity()).isEqualTo(9_999_999_999_999L);
    }

    @Test
    void what_changes_nothing_is_no_correction() {
        assertThat(rejected(Map.of(Field.PEER, "4930123456")))
                .extracting(Rejection::code)
                .containsExactly("NOTHING_CHANGED");
    }

    private static Corrected accepted(Map<Field, String> fields) {
        return accepted(CALL, fields);
    }

    private static Corrected accepted(UsageEvent event, Map<Field, String> fields) {
        return new UsageCorrection(fields).of(event).fold(corrected -> corrected, reasons -> {
            throw new AssertionError(reasons);
        });
    }

    private static List<Rejection> rejected(Map<Field, String> fields) {
        return rejected(CALL, fields);
    }

    private static List<Rejection> rejected(UsageEvent event, Map<Field, String> fields) {
        Outcome<Corrected> outcome = new UsageCorrection(fields).of(event);
        return outcome.fold(corrected -> List.of(), reasons -> List.copyOf(reasons));
    }
}
