package dialtone.usage.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageLine;
import dialtone.usage.UsageReject.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of other conventions than ours, and the formats they come in. */
class LayoutReaderTest {

    private static final NumberRule GERMAN = new NumberRule("49", List.of("00", "+"), List.of("0"), false);

    private static final UsageLayout SEMICOLONS = new UsageLayout(
            "semicolons",
            "partner",
            "*.csv",
            Optional.of("partner"),
            new RecordFormat.Delimited(
                    ';', Optional.of('"'), true, List.of("Nr", "Art", "Rufnummer", "Beginn", "Menge", "Ziel")),
            List.of("#"),
            new FieldRules(
                    Value.at(0),
                    Value.at(1),
                    Map.of("Anruf", UsageType.VOICE, "Daten", UsageType.DATA),
                    Value.at(2),
                    GERMAN,
                    Value.at(3),
                    new TimeRule.Local(
                            DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss", Locale.ROOT),
                            "dd.MM.yyyy HH:mm:ss",
                            ZoneId.of("Europe/Berlin")),
                    Map.of(
                            UsageType.VOICE,
                            Measure.in(UsageUnit.MINUTE, List.of(Value.at(4)), ',', true),
                            UsageType.DATA,
                            Measure.in(UsageUnit.KILOBYTE, List.of(Value.at(4)), ',', false)),
                    Value.at(5),
                    Optional.of(GERMAN),
                    Value.always("")));

    private static final String HEADER = "Nr;Ziel;Art;\"Rufnummer\";Tarif;Beginn;Menge";

    @Test
    void a_spreadsheet_of_germany_is_read_by_the_names_of_its_columns() {
        assertThat(event("7;\"0301234567\";Anruf;0151 0000001;x;25.11.2026 10:15:00;1,01"
                        .replace(" 0000001", "0000001")))
                .isEqualTo(new UsageEvent(
                        "partner",
                        7,
                        UsageType.VOICE,
                        "491510000001",
                        Instant.parse("2026-11-25T09:15:00Z"),
                        61, // 1.01 minutes are 60.6 seconds, and begun ones count
                        "49301234567"));
    }

    @Test
    void a_delimiter_within_quotes_belongs_to_the_field_and_a_doubled_quote_is_one() {
        assertThat(event("7;\"a;\"\"b\"\"\";Daten;+491510000001;x;25.11.2026 10:15:00;1,5")
                        .peer())
                .isEqualTo("a;\"b\"");
    }

    @Test
    void a_part_of_a_byte_is_no_quantity() {
        assertThat(event("7;web;Daten;+491510000001;x;25.11.2026 10:15:00;1,5").quantity())
                .isEqualTo(1_500);
        assertThat(reason("7;web;Daten;+491510000001;x;25.11.2026 10:15:00;0,0005"))
                .isEqualTo(Reason.QUANTITY_INVALID);
        assertThat(reason("7;web;Daten;+491510000001;x;25.11.2026 10:15:00;1.5"))
                .isEqualTo(Reason.QUANTITY_INVALID);
    }

    @Test
    void a_word_that_the_layout_does_not_know_and_a_line_of_other_length_are_rejected() {
        assertThat(reason("7;web;Fax;+491510000001;x;25.11.2026 10:15:00;1")).isEqualTo(Reason.TYPE_UNKNOWN);
        assertThat(reason("7;web;Daten;+491510000001;25.11.2026 10:15:00;1")).isEqualTo(Reason.FIELD_COUNT);
    }

    @ParameterizedTest
    @CsvSource({
        "20801, 20801",
        "208-01, 20801",
        "208, 208",
        "310260, 310260",
        "'', ''",
        "901, 901",
        "1, ",
        "2080, ",
        "82001, ",
        "20 801, "
    })
    void a_visited_network_is_a_country_with_or_without_its_own_code(String written, String read) {
        FieldRules rules = UsageLayout.HOUSE.fields();
        UsageLayout layout = new UsageLayout(
                "roaming",
                "",
                "*.csv",
                Optional.of("partner"),
                new RecordFormat.Delimited(',', Optional.empty(), false, List.of("1", "2", "3", "4", "5", "6", "7")),
                List.of(),
                new FieldRules(
                        rules.sequence(),
                        rules.typeValue(),
                        rules.type(),
                        rules.msisdn(),
                        rules.number(),
                        rules.startedAt(),
                        rules.time(),
                        rules.quantities(),
                        rules.peer(),
                        rules.peerNumber(),
                        Value.at(6)));
        UsageLine line = new LayoutReader(
                        layout, DelimitedSplitter.byPlace((RecordFormat.Delimited) layout.format()), "partner")
                .read(1, "1,DATA,491510000001,2026-11-25T09:15:00Z,61,internet," + written);
        if (read == null) {
            assertThat(((UsageLine.Rejected) line).reject().reason()).isEqualTo(Reason.VISITED_NETWORK_INVALID);
        } else {
            assertThat(((UsageLine.Event) line).event().visitedNetwork()).isEqualTo(read);
        }
    }

    @Test
    void a_header_without_a_column_that_is_read_is_none() {
        assertThat(DelimitedSplitter.byHeader(csv(), "Nr;Art;Rufnummer;Beginn;Menge"))
                .isEmpty();
    }

    @Test
    void columns_are_counted_where_there_is_no_header() {
        RecordFormat.Delimited format = new RecordFormat.Delimited('\t', Optional.empty(), false, List.of("3", "1"));
        String[] values = new String[2];
        assertThat(DelimitedSplitter.byPlace(format).split("a\tb\tc\td", values))
                .isEmpty();
        assertThat(values).containsExactly("c", "a");
        assertThat(DelimitedSplitter.byPlace(format).split("a\tb", values)).isPresent();
    }

    @Test
    void a_fixed_width_has_its_values_at_places_and_may_miss_spaces_at_the_end() {
        FixedWidthSplitter splitter = new FixedWidthSplitter(
                new RecordFormat.FixedWidth(List.of(
                        new RecordFormat.FixedWidth.Place(1, 3),
                        new RecordFormat.FixedWidth.Place(6, 5),
                        new RecordFormat.FixedWidth.Place(11, 4))),
                Value.at(2));
        String[] values = new String[3];
        assertThat(splitter.split("00 xx   12", values)).isEmpty();
        assertThat(values).containsExactly("00", "12", "");
        assertThat(splitter.split("00 xx   1249", values)).isEmpty();
        assertThat(values).containsExactly("00", "12", "49");
        assertThat(splitter.split("00 xx12", values))
                .as("cut off within a value, which is then another one")
                .isPresent();
        assertThat(splitter.split("00 xx", values)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "00491510000001, 491510000001",
        "+491510000001, 491510000001",
        "01510000001, 491510000001",
        "491510000001, 491510000001",
        "0043660123456, 43660123456",
        "112, ",
        "0000000000, ",
        "01510000x01, ",
        "0049151000000112345, "
    })
    void a_number_of_the_country_or_of_another_is_made_international(String written, String normal) {
        assertThat(GERMAN.normal(written)).isEqualTo(Optional.ofNullable(normal));
    }

    @Test
    void bare_numbers_are_national_where_the_source_says_so_and_a_short_one_that_was_called_stays() {
        NumberRule bare = new NumberRule("49", List.of("+"), List.of(), true);
        assertThat(bare.normal("1510000001")).contains("491510000001");
        assertThat(bare.normal("+43660123456")).contains("43660123456");
        assertThat(GERMAN.peer("112")).isEqualTo("112");
    }

    @Test
    void the_hour_that_comes_twice_is_the_first_one_and_the_one_that_does_not_come_is_none() {
        TimeRule berlin = SEMICOLONS.fields().time();
        assertThat(berlin.instant("25.10.2026 02:30:00")).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(berlin.instant("28.03.2027 02:30:00")).isEmpty();
        assertThat(berlin.instant("28.03.2027 03:30:00")).contains(Instant.parse("2027-03-28T01:30:00Z"));
    }

    @Test
    void moments_with_an_offset_and_since_1970_are_read() {
        TimeRule offset =
                new TimeRule.WithOffset(DateTimeFormatter.ofPattern("uuMMddHHmmssxx", Locale.ROOT), "yyMMddHHmmssxx");
        assertThat(offset.instant("261125101500+0100")).contains(Instant.parse("2026-11-25T09:15:00Z"));
        assertThat(new TimeRule.Epoch(false).instant("1795598100")).contains(Instant.ofEpochSecond(1_795_598_100));
        assertThat(new TimeRule.Epoch(true).instant("1795598100250"))
                .contains(Instant.ofEpochMilli(1_795_598_100_250L));
        assertThat(new TimeRule.Epoch(true).instant("99999999999999999999")).isEmpty();
        assertThat(new TimeRule.Epoch(false).instant("17955981002500")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ms, 61500, false, ",
        "ms, 61500, true, 62",
        "ms, 61000, false, 61",
        "s, 61, false, 61",
        "min, 1.5, false, 90",
        "h, 0.25, false, 900",
        "kB, 1.5, false, 1500",
        "KiB, 1.5, false, 1536",
        "MB, 0.000001, false, 1",
        "MiB, 2, false, 2097152",
        "GB, 9999, false, 9999000000000",
        "GB, 10000, false, ",
        "GiB, 1, false, 1073741824",
        "B, '', false, ",
        "B, -1, false, ",
        "B, 1., false, ",
        "B, .5, true, ",
        "message, 1, false, 1"
    })
    void units_become_base_units_exactly(String unit, String written, boolean roundUp, Long units) {
        Measure measure = Measure.in(UsageUnit.of(unit).orElseThrow(), List.of(Value.at(0)), '.', roundUp);
        assertThat(measure.of(new String[] {written}))
                .isEqualTo(units == null ? OptionalLong.empty() : OptionalLong.of(units));
    }

    @Test
    void volumes_are_added_and_one_that_is_missing_is_nothing() {
        Measure measure = Measure.in(UsageUnit.KILOBYTE, List.of(Value.at(0), Value.at(1)), '.', false);
        assertThat(measure.of(new String[] {"1.5", "0.25"})).hasValue(1_750);
        assertThat(measure.of(new String[] {"", "2"})).hasValue(2_000);
        assertThat(measure.of(new String[] {"x", "2"})).isEmpty();
        assertThat(measure.of(new String[] {"0", ""})).hasValue(0);
        assertThat(measure.of(new String[] {"", ""}))
                .as("a record that says nothing of a volume is not one of nothing")
                .isEmpty();
    }

    @Test
    void what_is_split_is_what_was_joined() {
        Random random = new Random(20_261_126);
        for (int round = 0; round < 2_000; round++) {
            List<String> fields = new ArrayList<>();
            List<String> written = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                String field = text(random);
                fields.add(field.strip());
                written.add("\"" + field.replace("\"", "\"\"") + "\"");
            }
            List<String> names = new ArrayList<>();
            fields.forEach(field -> names.add(Integer.toString(names.size() + 1)));
            String[] values = new String[fields.size()];
            assertThat(DelimitedSplitter.byPlace(new RecordFormat.Delimited(';', Optional.of('"'), false, names))
                            .split(String.join(";", written), values))
                    .isEmpty();
            assertThat(Arrays.asList(values)).isEqualTo(fields);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            text.append("a;\" b".charAt(random.nextInt(5)));
        }
        return text.toString();
    }

    private static RecordFormat.Delimited csv() {
        return (RecordFormat.Delimited) SEMICOLONS.format();
    }

    private static UsageLine read(String line) {
        return new LayoutReader(
                        SEMICOLONS, DelimitedSplitter.byHeader(csv(), HEADER).orElseThrow(), "partner")
                .read(2, line);
    }

    private static UsageEvent event(String line) {
        assertThat(read(line)).isInstanceOf(UsageLine.Event.class);
        return ((UsageLine.Event) read(line)).event();
    }

    private static Reason reason(String line) {
        assertThat(read(line)).isInstanceOf(UsageLine.Rejected.class);
        return ((UsageLine.Rejected) read(line)).reject().reason();
    }

    @Test
    void a_file_is_read_by_the_layout_of_its_folder_and_name() {
        UsageLayouts layouts = new UsageLayouts(List.of(SEMICOLONS));
        assertThat(layouts.of("partner", "Nov.CSV")).contains(SEMICOLONS);
        assertThat(layouts.of("", "msc1_1.csv")).contains(UsageLayout.HOUSE);
        assertThat(layouts.of("partner", "notes.txt")).isEmpty();
        assertThat(layouts.of("", "notes.txt")).isEmpty();
        assertThat(layouts.named("dialtone-csv")).contains(UsageLayout.HOUSE);
        assertThat(SEMICOLONS.ignores("# a remark")).isTrue();
        assertThat(SEMICOLONS.ignores("7;")).isFalse();
        assertThat(SEMICOLONS.sourceOf("Nov.csv")).isEqualTo("partner");
    }
}
