package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.Delivery;
import dialtone.usage.RejectedLine;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageReject.Reason;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the catalogue's layouts, down to the same rows as a file of the house's own. */
class LayoutIntakeTest {

    private static final UsageLayouts LAYOUTS = UsageLayoutLoader.load(Path.of("../catalog"));

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private volatile long crashBehind = Long.MAX_VALUE;

    @BeforeEach
    void start() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
    }

    @Test
    void a_file_of_every_format_comes_to_the_same_charges() throws IOException {
        // 160 s of which 100 are included, 60 for 0.09; then two more messages than are included
        UsageFile house = take(
                UsageLayout.HOUSE,
                "msc1_1.csv",
                UsageLayout.HOUSE_HEADER,
                "1,VOICE,491510000001,2026-11-25T09:00:00Z,160,4930123456",
                "2,SMS,491510000001,2026-11-25T09:10:00Z,1,4930123456");
        List<String> charges = rows();
        try (BillingDatabase other = new BillingDatabase()) {
            Demo.start(other, Demo.order(1, Demo.NUMBER), Demo.NOON);
            UsageFile fixed = intake(other)
                    .take(
                            write(
                                    "msc1_1.cdr",
                                    "H20261125",
                                    "R         1MOC00491510000001    20261125100000     160030123456         ",
                                    "R         2SMO01510000001       20261125101000       0+4930123456       ",
                                    "T2"),
                            "msc1_1.cdr",
                            Delivery.byFolder(),
                            layout("switch-fixed-width"));
            assertThat(fixed.counts()).isEqualTo(house.counts());
            assertThat(rows(other)).isEqualTo(charges);
        }
        assertThat(house.layout()).isEqualTo("dialtone-csv");
    }

    @Test
    void objects_of_lines_are_read_and_what_is_none_is_rejected_as_it_came() throws IOException {
        UsageFile file = take(
                layout("gateway-json"),
                "pgw1_1.json",
                "{\"localSequenceNumber\": 1, \"servedMSISDN\": \"491510000001\", \"recordOpeningTime\": \"261125100000+0100\","
                        + " \"dataVolumeUplink\": 100, \"dataVolumeDownlink\": 900, \"accessPointName\": \"internet\"}",
                "{\"localSequenceNumber\": 2",
                "",
                "{\"localSequenceNumber\": 3, \"servedMSISDN\": null, \"recordOpeningTime\": \"261125100000+0100\"}");
        assertThat(file.counts()).as("data has no price").isEqualTo(new UsageCounts(0, 0, 2, 1));
        assertThat(files.rejectsOf(file.id(), 0, 10).rows())
                .extracting(RejectedLine::reject)
                .extracting(reject -> reject.lineNumber() + " " + reject.reason())
                .containsExactly("2 " + Reason.NOT_AN_OBJECT, "4 " + Reason.MSISDN_INVALID);
        assertThat(database.count("SELECT QUANTITY FROM USAGE_SUSPENSION")).isEqualTo(1_000);
    }

    @Test
    void elements_of_an_array_are_read_one_by_one_and_a_file_that_breaks_off_says_so() throws IOException {
        UsageLayout array = arrayLayout();
        UsageFile file = take(array, "a_1.json", "[", call(1) + ",", call(2).replace(",", ",\n"), "]");
        assertThat(file.counts()).isEqualTo(new UsageCounts(2, 0, 0, 0));
        UsageFile broken = take(array, "a_2.json", "[" + call(3) + ",", call(4).substring(0, 20));
        assertThat(broken.counts()).isEqualTo(new UsageCounts(1, 0, 1, 0));
        assertThat(files.rejectsOf(broken.id(), 0, 10)
                        .rows()
                        .getFirst()
                        .reject()
                        .raw())
                .isEqualTo(JsonElements.BROKEN_OFF);
        UsageFile none = take(array, "a_3.json", call(5));
        assertThat(none.state()).isEqualTo(UsageFile.State.REFUSED);
        assertThat(none.failure()).contains("JSON array");
    }

    @Test
    void an_array_that_broke_off_after_a_batch_goes_on_behind_it() throws IOException {
        UsageLayout array = arrayLayout();
        List<String> lines = new ArrayList<>(List.of("["));
        int records = UsageBatch.MAX_LINES + 5;
        for (int i = 1; i <= records; i++) {
            lines.add(call(i) + (i == records ? "]" : ","));
        }
        String[] all = lines.toArray(String[]::new);
        crashBehind = UsageBatch.MAX_LINES;
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> take(array, "a_1.json", all)))
                .isInstanceOf(IllegalStateException.class);
        crashBehind = Long.MAX_VALUE;
        assertThat(take(array, "a_1.json", all).counts()).isEqualTo(new UsageCounts(records, 0, 0, 0));
        assertThat(new Books(database).trialBalance().balanced()).isTrue();
    }

    @Test
    void an_element_that_does_not_end_is_cut_and_the_next_one_is_whole() throws IOException {
        JsonElements elements = new JsonElements(
                new StringReader("\uFEFF [ {\"a\": \"}],\\\"" + "x".repeat(100_000) + "\"} , [1,[2]], 3 ]"), 50);
        assertThat(elements.begin()).isTrue();
        assertThat(elements.next()).hasSize(51);
        assertThat(elements.next()).isEqualTo("[1,[2]]");
        assertThat(elements.next()).isEqualTo("3 ");
        assertThat(elements.next()).isNull();
    }

    @Test
    void an_object_that_the_parser_gives_up_on_is_a_reject_and_what_is_behind_it_is_taken() throws IOException {
        UsageFile file = take(
                arrayLayout(),
                "a_1.json",
                "[" + "{\"n\":".repeat(1_100) + "1" + "}".repeat(1_100) + ",",
                call(2).replace("\"s\": 10", "\"s\": " + "1".repeat(2_000)) + ",",
                call(3) + "]");
        assertThat(file.state()).isEqualTo(UsageFile.State.COMPLETED);
        assertThat(file.counts()).isEqualTo(new UsageCounts(1, 0, 2, 0));
    }

    @Test
    void a_field_whose_object_is_missing_is_empty() throws IOException {
        UsageFile file = take(
                arrayLayout(),
                "a_1.json",
                "[" + call(1).replace("\"party\"", "\"other\"") + ",",
                call(2).replace("{\"number\": \"491510000001\"}", "\"491510000001\"") + "]");
        assertThat(files.rejectsOf(file.id(), 0, 10).rows())
                .extracting(RejectedLine::reject)
                .extracting(reject -> reject.reason())
                .containsExactly(Reason.MSISDN_INVALID, Reason.MSISDN_INVALID);
    }

    @Test
    void a_record_without_any_volume_is_rejected_and_its_number_is_not_spent() throws IOException {
        String record = "{\"localSequenceNumber\": 7, \"servedMSISDN\": \"491510000001\","
                + " \"recordOpeningTime\": \"261125100000+0100\"";
        UsageFile file = take(layout("gateway-json"), "pgw1_1.json", record + "}");
        assertThat(file.counts()).isEqualTo(new UsageCounts(0, 0, 1, 0));
        assertThat(take(layout("gateway-json"), "pgw1_2.json", record + ", \"dataVolumeUplink\": 1}")
                        .counts())
                .isEqualTo(new UsageCounts(0, 0, 0, 1));
    }

    @Test
    void a_file_of_which_nothing_was_a_record_is_taken_anew_by_the_right_layout() throws IOException {
        String[] lines = {"[" + call(1) + ",", call(2) + "]"};
        UsageFile refused = take(UsageLayout.HOUSE, "a_1.json", lines);
        assertThat(refused.state()).isEqualTo(UsageFile.State.REFUSED);
        UsageFile rejected = take(layout("gateway-json"), "a_1.json", lines);
        assertThat(rejected.counts()).isEqualTo(new UsageCounts(0, 0, 2, 0));
        assertThat(take(layout("gateway-json"), "a_1.json", lines).id())
                .as("by the same layout it is the same file")
                .isEqualTo(rejected.id());
        UsageFile taken = take(arrayLayout(), "a_1.json", lines);
        assertThat(taken.counts()).isEqualTo(new UsageCounts(2, 0, 0, 0));
        assertThat(taken.checksum()).isEqualTo(refused.checksum());
        assertThat(take(UsageLayout.HOUSE, "a_1.json", lines))
                .as("it has its layout now")
                .isEqualTo(taken);
        assertThat(files.find(refused.id())).contains(refused);
    }

    private static UsageLayout arrayLayout() {
        return UsageLayoutLoader.read(java.util.Map.of("usage/a.yaml", """
                        layouts:
                          - name: array
                            folder: array
                            format: json-array
                            fields:
                              sequence: {pointer: /n}
                              type: {pointer: /t}
                              msisdn: {pointer: /party/number}
                              startedAt: {pointer: /at}
                              quantity: {pointer: /s}
                        """))
                .fold(layouts -> layouts.named("array").orElseThrow(), reasons -> {
                    throw new AssertionError(reasons);
                });
    }

    private static String call(int sequence) {
        return "{\"n\": " + sequence
                + ", \"t\": \"VOICE\", \"party\": {\"number\": \"491510000001\"}, \"at\": \"2026-11-25T09:00:00Z\", \"s\": 10}";
    }

    private List<String> rows() {
        return rows(database);
    }

    private static List<String> rows(BillingDatabase database) {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            rows.add(database.text(
                    "SELECT MSISDN || ' ' || STARTED_AT || ' ' || BILLABLE_UNITS || ' ' || INCLUDED_UNITS || ' ' || PEER || ' ' || AMOUNT"
                            + " FROM USAGE_EVENT WHERE RECORD_SEQUENCE = " + i));
        }
        return rows;
    }

    private static UsageLayout layout(String name) {
        return LAYOUTS.named(name).orElseThrow();
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(Files.createTempDirectory(folder, "in").resolve(name), List.of(lines));
    }

    private UsageFile take(UsageLayout layout, String name, String... lines) throws IOException {
        return intake(database).take(write(name, lines), name, Delivery.byFolder(), layout);
    }

    private UsageFileIntake intake(BillingDatabase into) {
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        Tariffs tariffs = new Tariffs();
        UsageIntake batches = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                if (batch.firstLine() > crashBehind) {
                    throw new IllegalStateException("kill -9");
                }
                return into.inTransaction(source -> new UsageIntake(
                                source, new UsageRating(numbers, tariffs, new RatingReference()), Demo.NOON)
                        .take(batch));
            }
        };
        return new UsageFileIntake(
                new UsageFiles(into.dataSource(), Demo.NOON),
                batches,
                Recycling.of(into),
                new UsageLayoutFiles(LAYOUTS));
    }
}
