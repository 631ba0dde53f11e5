package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.usage.layout.RecordFormat;
import dialtone.usage.layout.TimeRule;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageLayoutLoaderTest {

    private static final String GOOD = """
            layouts:
              - name: gateway
                folder: gateway
                files: "*.json"
                format: json-lines
                fields:
                  sequence: {pointer: /seq}
                  type: {constant: DATA}
                  msisdn: {pointer: /msisdn}
                  startedAt: {pointer: /at, pattern: yyMMddHHmmssxx}
                  quantity: {sum: [/up, /down], unit: kB}
            """;

    @Test
    void the_layouts_of_the_house_are_read() {
        UsageLayouts layouts = UsageLayoutLoader.load(Path.of("../catalog"));
        assertThat(layouts.all())
                .extracting(UsageLayout::name)
                .containsExactly(
                        "switch-fixed-width", "gateway-json", "partner-semicolon-csv", "roaming-csv", "dialtone-csv");
        assertThat(layouts.of("gateway", "pgw1_7.json").orElseThrow().format())
                .isInstanceOfSatisfying(
                        RecordFormat.Json.class,
                        json -> assertThat(json.array()).isFalse());
    }

    @Test
    void a_folder_without_layouts_has_the_house_s_own(@org.junit.jupiter.api.io.TempDir Path folder) {
        assertThat(UsageLayoutLoader.load(folder).all()).containsExactly(UsageLayout.HOUSE);
    }

    @Test
    void a_layout_says_what_it_reads() {
        UsageLayout layout = UsageLayoutLoader.read(Map.of("usage/a.yaml", GOOD))
                .fold(layouts -> layouts, reasons -> {
                    throw new AssertionError(reasons);
                })
                .named("gateway")
                .orElseThrow();
        assertThat(layout.format())
                .isEqualTo(new RecordFormat.Json(false, List.of("/seq", "/msisdn", "/at", "/up", "/down")));
        assertThat(layout.fields().time()).isInstanceOf(TimeRule.WithOffset.class);
        assertThat(layout.fields().time().instant("260230101500+0100"))
                .as("there is no 30th of February")
                .isEmpty();
        assertThat(layout.fields().time().instant("261125101500+0100")).contains(Instant.parse("2026-11-25T09:15:00Z"));
        assertThat(layout.fields().quantities()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "part: {pointer: /part}            | part: {from: 1}                   | are named by pointer",
                "part: {pointer: /part}            |                                   | part is missing",
                "more: [16]                        | constant: x                       | more is missing",
                "last: [0]                         | constant: x                       | last is missing",
                "last: [0]                         | last: [0, 16]                     | among more and among last",
                "wait: P3D                         | wait: 3 days                      | PT1M to P100D",
                "wait: P3D                         | wait: PT1S                        | PT1M to P100D",
                "missing: rate                     | missing: guess                    | suspend or rate"
            })
    void what_a_layout_says_wrong_of_sessions_is_refused(String there, String instead, String reason) {
        String session = """
                    session:
                      id: {pointer: /id}
                      part: {pointer: /part}
                      cause: {pointer: /cause, more: [16], last: [0]}
                      wait: P3D
                      missing: rate
                """;
        assertThat(refused(GOOD + session)).isEmpty();

        assertThat(refused(GOOD + session.replace(there, instead == null ? "" : instead)))
                .contains(reason)
                .contains("usage/a.yaml:");
    }

    /** @return the reasons, or nothing where there are none */
    private static String refused(String layouts) {
        return UsageLayoutLoader.read(Map.of("usage/a.yaml", layouts)).fold(read -> "", Object::toString);
    }

    /** Line of the fault, what is there in place of what, and a part of the reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2  | name: gateway            | name: Gate Way                | kebab-case",
                "3  | folder: gateway          | folder: done                  | moved to done",
                "4  | files: \"*.json\"        | files: \"a/b\"                | a name with * and ?",
                "5  | format: json-lines       | format: asn1                  | csv, fixed-width, json-lines or json-array",
                "5  | format: json-lines       | format: csv                   | named by column",
                "7  | pointer: /seq            | pointer: seq                  | begins with a slash",
                "7  | pointer: /seq            | column: seq                   | not by column",
                "8  | constant: DATA           | constant: FAX                 | VOICE, SMS or DATA",
                "9  | {pointer: /msisdn}       | {pointer: /m, national: [\"0\"]} | has a country",
                "9  | {pointer: /msisdn}       | {pointer: /m, country: DE}    | country code",
                "10 | pattern: yyMMddHHmmssxx  | pattern: yyyyMMdd, zone: UTC  | none by which a moment can be read",
                "10 | pattern: yyMMddHHmmssxx  | pattern: yyMMddHHmmss         | zone is missing",
                "10 | pattern: yyMMddHHmmssxx  | pattern: yyMMddHHmmss, zone: Berlin | Europe/Berlin",
                "10 | pattern: yyMMddHHmmssxx  | epoch: days                   | seconds or milliseconds",
                "10 | pattern: yyMMddHHmmssxx  | epoch: seconds, zone: UTC     | has no zone",
                "10 | pattern: yyMMddHHmmssxx  | epoch: seconds, pattern: yy   | has no pattern",
                "10 | pattern: yyMMddHHmmssxx  | pattern: yyMMddHHmmssZ, zone: UTC | says it twice",
                "10 | pattern: yyMMddHHmmssxx  | pattern: yyMMddHHmmssO, zone: UTC | says it twice",
                "10 | pattern: yyMMddHHmmssxx  | pattern: \"yyMMddHHmmss'x'\"    | zone is missing",
                "10 | pattern: yyMMddHHmmssxx  | pattern: yyMMddHHmmssVV, zone: UTC | a zone's name in a pattern",
                "2  | name: gateway            | name: tmf635                  | the house's own",
                "2  | name: gateway            | name: dialtone-csv            | the house's own",
                "11 | unit: kB                 | unit: min                     | units of DATA are B, kB",
                "11 | quantity:                | volume:                       | unknown key volume",
                "11 | , unit: kB               | , round: down                 | round is up",
            })
    void what_is_wrong_is_named_with_file_line_and_reason(String line, String good, String bad, String reason) {
        assertThat(GOOD).contains(good);
        List<Rejection> faults = UsageLayoutLoader.read(Map.of("usage/a.yaml", GOOD.replace(good, bad)))
                .fold(layouts -> List.of(), reasons -> List.copyOf(reasons));
        assertThat(faults).extracting(Rejection::code).contains("CATALOG_INVALID");
        assertThat(faults.stream().map(fault -> fault.field() + " " + fault.message()))
                .anySatisfy(
                        fault -> assertThat(fault).startsWith("usage/a.yaml:").contains(reason));
        if (!line.equals("5")) {
            assertThat(faults).extracting(Rejection::field).contains("usage/a.yaml:" + line);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "yyMMddHHmmssZ, 261125101500+0100",
        "yyMMddHHmmssO, 261125101500GMT+1",
        "yyMMddHHmmssXXX, 261125101500+01:00"
    })
    void an_offset_is_read_however_a_pattern_says_it(String pattern, String written) {
        assertThat(UsageLayoutLoader.read(Map.of("usage/a.yaml", GOOD.replace("yyMMddHHmmssxx", pattern)))
                        .fold(layouts -> layouts, reasons -> {
                            throw new AssertionError(reasons);
                        })
                        .named("gateway")
                        .orElseThrow()
                        .fields()
                        .time()
                        .instant(written))
                .contains(Instant.parse("2026-11-25T09:15:00Z"));
    }

    @Test
    void two_layouts_of_one_name_or_for_the_same_files_are_refused() {
        List<Rejection> faults = UsageLayoutLoader.read(Map.of("usage/a.yaml", GOOD, "usage/b.yaml", GOOD))
                .fold(layouts -> List.of(), reasons -> List.copyOf(reasons));
        assertThat(faults).extracting(Rejection::message).anyMatch(message -> message.contains("already"));
        assertThat(faults).extracting(Rejection::message).anyMatch(message -> message.contains("another layout takes"));
    }
}
