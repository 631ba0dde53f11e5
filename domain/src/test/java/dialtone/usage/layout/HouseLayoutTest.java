package dialtone.usage.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageLine;
import dialtone.usage.UsageReject;
import dialtone.usage.UsageReject.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseLayoutTest {

    private static final int LONGEST = UsageLayout.HOUSE.maxRecord();

    @Test
    void a_line_is_a_record() {
        assertThat(read(2, "17, VOICE ,+491510000001,2026-11-25T09:15:00Z,61,4930123456"))
                .isEqualTo(new UsageLine.Event(new UsageEvent(
                        "msc1",
                        17,
                        UsageType.VOICE,
                        "491510000001",
                        Instant.parse("2026-11-25T09:15:00Z"),
                        61,
                        "4930123456")));
    }

    @Test
    void the_peer_may_be_empty() {
        assertThat(read(2, "17,DATA,491510000001,2026-11-25T09:15:00Z,61,")).isInstanceOf(UsageLine.Event.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17,VOICE,491510000001,2026-11-25T09:15:00Z,61                           | FIELD_COUNT",
                "17,VOICE,491510000001,2026-11-25T09:15:00Z,61,1,2                       | FIELD_COUNT",
                "rubbish                                                                 | FIELD_COUNT",
                "-1,VOICE,491510000001,2026-11-25T09:15:00Z,61,1                         | SEQUENCE_INVALID",
                "1234567890123456789,VOICE,491510000001,2026-11-25T09:15:00Z,61,1        | SEQUENCE_INVALID",
                "17,FAX,491510000001,2026-11-25T09:15:00Z,61,1                           | TYPE_UNKNOWN",
                "17,VOICE,01510000001,2026-11-25T09:15:00Z,61,1                          | MSISDN_INVALID",
                "17,VOICE,' OR 1=1 --,2026-11-25T09:15:00Z,61,1                          | MSISDN_INVALID",
                "17,VOICE,491510000001,yesterday,61,1                                    | STARTED_AT_INVALID",
                "17,VOICE,491510000001,2026-11-31T09:15:00Z,61,1                         | STARTED_AT_INVALID",
                "17,VOICE,491510000001,1901-01-01T09:15:00Z,61,1                         | STARTED_AT_INVALID",
                "17,VOICE,491510000001,2026-11-25T09:15:00Z,-61,1                        | QUANTITY_INVALID",
                "17,VOICE,491510000001,2026-11-25T09:15:00Z,1.5,1                        | QUANTITY_INVALID",
                "17,VOICE,491510000001,2026-11-25T09:15:00Z,10000000000000,1             | QUANTITY_INVALID",
            })
    void a_line_that_is_no_record_is_rejected_with_the_reason_and_kept(String line, Reason reason) {
        assertThat(read(7, line)).isInstanceOfSatisfying(UsageLine.Rejected.class, rejected -> {
            assertThat(rejected.reject().reason()).isEqualTo(reason);
            assertThat(rejected.reject().lineNumber()).isEqualTo(7);
            assertThat(rejected.reject().raw()).isEqualTo(line);
        });
    }

    @Test
    void a_line_without_end_is_rejected_and_cut() {
        UsageLine line = read(2, "x".repeat(LONGEST + 1));
        assertThat(line).isInstanceOfSatisfying(UsageLine.Rejected.class, rejected -> {
            assertThat(rejected.reject().reason()).isEqualTo(Reason.LINE_TOO_LONG);
            assertThat(rejected.reject().raw()).hasSize(UsageReject.MAX_RAW);
        });
    }

    @Test
    void a_peer_that_is_too_long_is_rejected() {
        String line = "17,DATA,491510000001,2026-11-25T09:15:00Z,61," + "a".repeat(65);
        assertThat(read(2, line))
                .isInstanceOfSatisfying(
                        UsageLine.Rejected.class,
                        rejected -> assertThat(rejected.reject().reason()).isEqualTo(Reason.PEER_INVALID));
    }

    @Test
    void the_header_is_known_with_a_byte_order_mark_and_spaces_too() {
        assertThat(isHeader(UsageLayout.HOUSE_HEADER)).isTrue();
        assertThat(isHeader("\uFEFFsequence, type, msisdn, startedAt, quantity, peer"))
                .isTrue();
        assertThat(isHeader("17,VOICE,491510000001,2026-11-25T09:15:00Z,61,1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "msc1_20261125.csv, msc1",
        "msc1_20261125_0002.csv, msc1",
        "usage.csv, usage",
        "usage-b.csv, usage-b",
        "usage, usage",
        "_x.csv, _x",
        ".csv, .csv",
        "a.b.csv, a.b"
    })
    void the_name_of_a_file_names_its_source(String name, String source) {
        assertThat(UsageFile.sourceOf(name)).isEqualTo(source);
    }

    @Test
    void a_record_out_of_range_is_refused() {
        assertThatThrownBy(() -> new UsageEvent("msc1", -1, UsageType.SMS, "491510000001", Instant.EPOCH, 1, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UsageEvent("", 1, UsageType.SMS, "491510000001", Instant.EPOCH, 1, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-25T09:15:00Z",
                "2000-02-29T23:59:59Z",
                "2026-11-25T24:00:00Z",
                "2026-11-25T09:15:00.123Z",
                "2026-11-25T10:15:00+01:00"
            })
    void an_instant_is_read_as_the_platform_reads_it(String text) {
        UsageLine line = read(2, "17,VOICE,491510000001," + text + ",61,1");
        assertThat(line)
                .isInstanceOfSatisfying(
                        UsageLine.Event.class,
                        event -> assertThat(event.event().startedAt()).isEqualTo(Instant.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T09:15:00Z",
                "2026-13-01T09:15:00Z",
                "2026-11-25T25:15:00Z",
                "2026-11-25T09:60:00Z",
                "2026-11-25T09:15:61Z",
                "2026-11-25 09:15:00Z",
                "2026-11-25T09:15:0xZ",
                "2026-11-25T09:15:00X",
                "1999-12-31T23:59:59Z",
                "2100-01-01T00:00:01Z"
            })
    void what_is_no_instant_of_our_century_is_rejected(String text) {
        assertThat(read(2, "17,VOICE,491510000001," + text + ",61,1")).isInstanceOf(UsageLine.Rejected.class);
    }

    private static UsageLine read(long number, String line) {
        RecordFormat.Delimited csv = (RecordFormat.Delimited) UsageLayout.HOUSE.format();
        DelimitedSplitter splitter =
                DelimitedSplitter.byHeader(csv, UsageLayout.HOUSE_HEADER).orElseThrow();
        return new LayoutReader(UsageLayout.HOUSE, splitter, "msc1").read(number, line);
    }

    private static boolean isHeader(String line) {
        return DelimitedSplitter.byHeader((RecordFormat.Delimited) UsageLayout.HOUSE.format(), line)
                .isPresent();
    }
}
