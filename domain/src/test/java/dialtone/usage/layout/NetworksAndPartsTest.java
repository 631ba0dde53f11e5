package dialtone.usage.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.UsageType;
import dialtone.usage.PartialRecord;
import dialtone.usage.SessionPart;
import dialtone.usage.SessionPart.Missing;
import dialtone.usage.SessionPart.Patience;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageLine;
import dialtone.usage.UsageReject;
import dialtone.usage.UsageReject.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of an element that says where they were made and which part of a session they are. */
class NetworksAndPartsTest {

    private static final Patience AN_HOUR = new Patience(Duration.ofHours(1), Missing.RATE);

    private static final NumberRule GERMAN = new NumberRule("49", List.of("00", "+"), List.of("0"), false);

    private static final RecordFormat.Delimited FORMAT = new RecordFormat.Delimited(
            ';', Optional.empty(), false, List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"));

    /** Of messages it does not say how many; of calls, which come in no parts, the session's column has the seconds on hold. */
    private static final UsageLayout EACH_BY_ITSELF = new UsageLayout(
            "gateway",
            "gateway",
            "*.csv",
            Optional.of("pgw"),
            FORMAT,
            List.of(),
            new FieldRules(
                    Value.at(0),
                    Value.at(1),
                    UsageLayout.wordsOfOurOwn(),
                    Value.at(2),
                    GERMAN,
                    Value.at(3),
                    new TimeRule.Iso(),
                    Map.of(
                            UsageType.DATA,
                            Measure.inBaseUnits(List.of(Value.at(4)), '.', false),
                            UsageType.VOICE,
                            Measure.inBaseUnits(List.of(Value.at(4), Value.at(7)), '.', false)),
                    Value.at(5),
                    Optional.of(GERMAN),
                    Value.at(6)));

    private static final UsageLayout IN_PARTS = EACH_BY_ITSELF.withSession(
            new SessionRules(Value.at(7), Value.at(8), Value.at(9), Set.of("limit"), Set.of("release"), AN_HOUR));

    @Test
    void a_part_of_a_session_abroad_is_a_record_with_its_number() {
        assertThat(read(IN_PARTS, "7;DATA;01510000001;2026-11-25T09:15:00Z;500;internet;208-01;s1;2;limit"))
                .isEqualTo(
                        new UsageLine.Part(new PartialRecord(data("20801"), new SessionPart("s1", 2, false, AN_HOUR))));
        assertThat(read(IN_PARTS, "7;DATA;01510000001;2026-11-25T09:15:00Z;500;internet;;s1;3;release"))
                .isEqualTo(new UsageLine.Part(new PartialRecord(data(""), new SessionPart("s1", 3, true, AN_HOUR))));
    }

    @Test
    void a_record_that_is_no_part_is_rated_by_itself() {
        assertThat(read(IN_PARTS, "7;DATA;01510000001;2026-11-25T09:15:00Z;500;internet;20801;s1;;release"))
                .isEqualTo(new UsageLine.Event(data("20801")));
    }

    @Test
    void a_layout_that_knows_no_sessions_takes_each_record_for_a_whole_one() {
        assertThat(EACH_BY_ITSELF.session()).isEmpty();
        assertThat(read(EACH_BY_ITSELF, "7;DATA;01510000001;2026-11-25T09:15:00Z;500;internet;20801;s1;2;limit"))
                .isEqualTo(new UsageLine.Event(data("20801")));
    }

    @Test
    void a_part_that_is_told_wrongly_is_rejected_with_the_record_as_it_came() {
        String text = "7;DATA;01510000001;2026-11-25T09:15:00Z;500;internet;20801;s1;1000000;limit";
        assertThat(read(IN_PARTS, text))
                .isEqualTo(new UsageLine.Rejected(new UsageReject(
                        4, Reason.PART_INVALID, "Not a number of a part from 1 to 999999: 1000000", text)));
    }

    @ParameterizedTest
    @CsvSource({
        "20801, 20801",
        "310-260, 310260",
        "799, 799",
        "'', ''",
        "208-1, ",
        "208-, ",
        "2080011, ",
        "80001, ",
        "10001, ",
        "208x1, ",
        "208/1, ",
        "fra, "
    })
    void a_record_says_which_network_was_visited_or_is_rejected(String written, String network) {
        String text = "7;DATA;01510000001;2026-11-25T09:15:00Z;500;internet;" + written + ";s1;;";
        assertThat(read(IN_PARTS, text))
                .isEqualTo(
                        network == null
                                ? new UsageLine.Rejected(new UsageReject(
                                        4, Reason.VISITED_NETWORK_INVALID, "Not a network's code: " + written, text))
                                : new UsageLine.Event(data(network)));
    }

    @Test
    void a_called_number_is_made_international_and_an_access_point_is_not() {
        assertThat(read(IN_PARTS, "7;VOICE;01510000001;2026-11-25T09:15:00Z;500;0301234567;;;;"))
                .isEqualTo(new UsageLine.Event(call()));
        assertThat(read(IN_PARTS, "7;DATA;01510000001;2026-11-25T09:15:00Z;500;0301234567;;;;"))
                .isEqualTo(new UsageLine.Event(event(UsageType.DATA, "0301234567", "")));
    }

    @Test
    void a_peer_has_so_many_characters_at_most() {
        String longest = "p".repeat(UsageEvent.MAX_PEER);
        String before = "7;DATA;01510000001;2026-11-25T09:15:00Z;500;";
        assertThat(read(IN_PARTS, before + longest + ";;;;"))
                .isEqualTo(new UsageLine.Event(event(UsageType.DATA, longest, "")));
        assertThat(reason(before + longest + "p;;;;")).isEqualTo(Reason.PEER_INVALID);
    }

    @Test
    void a_type_whose_quantity_the_layout_does_not_know_is_rejected() {
        String text = "7;SMS;01510000001;2026-11-25T09:15:00Z;1;0301234567;;;;";
        assertThat(read(IN_PARTS, text))
                .isEqualTo(new UsageLine.Rejected(new UsageReject(
                        4, Reason.QUANTITY_INVALID, "The layout does not say how much of this type was used", text)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', SEQUENCE_INVALID",
        "x, SEQUENCE_INVALID",
        "1:2, SEQUENCE_INVALID",
        "1/2, SEQUENCE_INVALID",
        "1000000000000000000, SEQUENCE_INVALID",
        "999999999999999999, PART_INVALID"
    })
    void what_is_wrong_first_is_the_reason(String sequence, Reason reason) {
        assertThat(reason(sequence + ";DATA;01510000001;2026-11-25T09:15:00Z;500;internet;20801;;1;"))
                .isEqualTo(reason);
    }

    @Test
    void a_quantity_of_two_values_is_refused_by_both() {
        String text = "7;VOICE;01510000001;2026-11-25T09:15:00Z;480;0301234567;;20;;";
        assertThat(read(IN_PARTS, text)).isEqualTo(new UsageLine.Event(call()));
        String wrong = text.replace(";20;", ";x;");
        assertThat(read(IN_PARTS, wrong))
                .isEqualTo(new UsageLine.Rejected(new UsageReject(
                        4,
                        Reason.QUANTITY_INVALID,
                        "Not a whole number of base units from 0 to " + UsageEvent.MAX_QUANTITY + ": 480 + x",
                        wrong)));
    }

    private static UsageEvent data(String network) {
        return event(UsageType.DATA, "internet", network);
    }

    private static UsageEvent call() {
        return event(UsageType.VOICE, "49301234567", "");
    }

    private static UsageEvent event(UsageType type, String peer, String network) {
        return new UsageEvent(
                "pgw", 7, type, "491510000001", Instant.parse("2026-11-25T09:15:00Z"), 500, peer, network);
    }

    private static UsageLine read(UsageLayout layout, String text) {
        return new LayoutReader(layout, DelimitedSplitter.byPlace(FORMAT), "pgw").read(4, text);
    }

    private static Reason reason(String text) {
        assertThat(read(IN_PARTS, text)).isInstanceOf(UsageLine.Rejected.class);
        return ((UsageLine.Rejected) read(IN_PARTS, text)).reject().reason();
    }
}
