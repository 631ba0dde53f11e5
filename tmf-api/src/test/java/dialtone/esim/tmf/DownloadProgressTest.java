package dialtone.esim.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Result;
import dialtone.platform.tmf.BearerSecret;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadProgressTest {

    private static final String GOOD = """
            {"header": {"functionRequesterIdentifier": "2.999.20", "functionCallIdentifier": "call-7"},
             "eid": "89049032000000000000000000000017", "iccid": "8949000000000000001", "profileType": "consumer",
             "timestamp": "2026-11-28T10:00:00Z", "notificationPointId": 4,
             "notificationPointStatus": {"status": "Executed-Success"}, "resultData": "vzegA4ABAA=="}
            """;

    @Test
    void whatTheSpecificationSaysIsRead() throws Exception {
        assertThat(DownloadProgress.read(GOOD))
                .isEqualTo(new DownloadNotice(
                        "call-7",
                        "8949000000000000001",
                        Optional.of("89049032000000000000000000000017"),
                        4,
                        Result.EXECUTED,
                        "",
                        Instant.parse("2026-11-28T10:00:00Z")));
    }

    @Test
    void aFailureIsReadInItsOwnWords() throws Exception {
        String failed = GOOD.replace(
                "{\"status\": \"Executed-Success\"}",
                "{\"status\": \"Failed\", \"statusCodeData\": {\"subjectCode\": \"8.2.7\", \"reasonCode\": \"3.8\","
                        + " \"message\": \"wrong\\r\\ncode\"}}");
        assertThat(DownloadProgress.read(failed).result()).isEqualTo(Result.FAILED);
        assertThat(DownloadProgress.read(failed).words()).isEqualTo("8.2.7 3.8: wrong code");
        String endless = failed.replace("wrong", "x".repeat(2000)).replace("8.2.7", "<script>");
        assertThat(DownloadProgress.read(endless).words()).hasSize(500).startsWith("3.8: xxx");
    }

    /** 8.8.5 is the download order, 8.2.7 the confirmation code. */
    @ParameterizedTest
    @CsvSource({"8.8.5, 6.4, EXPIRED", "8.2.7, 6.4, EXPIRED", "8.8.5, 4.10, EXPIRED", "8.2.7, 3.8, FAILED"})
    void aFailureAfterWhichTheCodeIsDeadIsReadAsTheEnd(String subject, String reason, Result result) throws Exception {
        assertThat(DownloadProgress.read(GOOD.replace(
                                "{\"status\": \"Executed-Success\"}",
                                "{\"status\": \"Failed\", \"statusCodeData\": {\"subjectCode\": \"" + subject
                                        + "\", \"reasonCode\": \"" + reason + "\"}}"))
                        .result())
                .isEqualTo(result);
    }

    @Test
    void fractionsOfASecondAreLeftOutSoThatWhatIsToldAgainIsTheSame() throws Exception {
        assertThat(DownloadProgress.read(GOOD.replace("10:00:00Z", "10:00:00.1234567Z"))
                        .happenedAt())
                .isEqualTo(Instant.parse("2026-11-28T10:00:00Z"));
    }

    /** What vendors send all the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "notificationPointId": 4     | "notificationPointId": "102"
            "8949000000000000001"        | "8949000000000000001F"
            Executed-Success             | Executed-WithWarning
            2026-11-28T10:00:00Z         | 2026-11-28T11:00:00+01:00
            "profileType": "consumer",   | "more": [{"of": 1}],
            "eid": "89049032000000000000000000000017", | "matchingId": "A-1",
            """)
    void whatVendorsWriteOtherwiseIsRead(String said, String instead) throws Exception {
        assertThat(DownloadProgress.read(GOOD.replace(said, instead)).iccid()).isEqualTo("8949000000000000001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "iccid": "8949000000000000001" | "iccid": "card"                 | iccid
            "iccid": "8949000000000000001" | "other": 1                      | iccid
            call-7                         | call 7                          | functionCallIdentifier
            "2.999.20"                     | ""                              | functionRequesterIdentifier
            "header"                       | "head"                          | header
            Executed-Success               | Done                            | status
            {"status": "Executed-Success"} | "Executed-Success"              | notificationPointStatus
            "notificationPointId": 4       | "notificationPointId": 4.5      | notificationPointId
            "notificationPointId": 4       | "notificationPointId": 1234567  | notificationPointId
            2026-11-28T10:00:00Z           | yesterday                       | timestamp
            2026-11-28T10:00:00Z           | -99999-01-01T00:00:00Z          | timestamp
            2026-11-28T10:00:00Z           | 1999-01-01T00:00:00Z            | timestamp
            89049032000000000000000000000017 | 1234                          | eid
            """)
    void whatIsWrongIsNamed(String said, String instead, String named) {
        assertThatThrownBy(() -> DownloadProgress.read(GOOD.replace(said, instead)))
                .isInstanceOf(DownloadProgress.Unreadable.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "nothing", "{\"header\": ", "{} {}"})
    void whatIsNoObjectIsRefused(String body) {
        assertThatThrownBy(() -> DownloadProgress.read(body)).isInstanceOf(DownloadProgress.Unreadable.class);
        String nested = "{\"a\":".repeat(10_000);
        assertThatThrownBy(() -> DownloadProgress.read(nested)).isInstanceOf(DownloadProgress.Unreadable.class);
    }

    @Test
    void onlyTheSecretIsLetIn() {
        assertThat(BearerSecret.isOurs("Bearer right", "right")).isTrue();
        assertThat(BearerSecret.isOurs("Bearer wrong", "right")).isFalse();
        assertThat(BearerSecret.isOurs("right", "right")).isFalse();
        assertThat(BearerSecret.isOurs(null, "right")).isFalse();
        assertThat(BearerSecret.isOurs("Bearer ", "")).as("none is set").isFalse();
    }
}
