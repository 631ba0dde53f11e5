package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.ProcessError;
import dialtone.order.FalloutTask;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Before a line is charged its elements are asked whether they hold what was ordered of them. */
class ReadBackRoutesTest extends RouteStory {

    private static final String READ_BACK = "fulfilment.read-elements-back";

    /** Each has done one thing that can be read; shipping has no reading. */
    private static final List<String> STEPS = List.of(
            "fulfilment.activate-sim",
            "fulfilment.apply-network-profile",
            "fulfilment.provision-charging",
            "fulfilment.update-sim",
            "fulfilment.create-mailbox",
            "fulfilment.ship-sim");

    @BeforeEach
    void aLine() throws Exception {
        int job = 1;
        for (String step : STEPS) {
            assertThat(perform(step, job++)).isEqualTo(DONE);
        }
        paper.done = STEPS;
    }

    @Test
    void elementsThatHoldWhatWasOrderedAreAskedOnceEachAndToldNothing() throws Exception {
        long before = requests();
        assertThat(perform(READ_BACK, paper.order + "-S7", 10)).isEqualTo(DONE);
        assertThat(requests() - before).isEqualTo(6);
        assertThat(paper.completed).containsKey(paper.order + "-S7");
        for (String element : List.of("hlr", "sim", "policy", "charging", "ota", "voicemail")) {
            assertThat(network.effects(element)).as(element).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hlr       | imsi          | {\"msisdn\":\"4915199999999\"} | hlr, subscriber: msisdn is 4915199999999, ordered was ",
                "hlr       | imsi          | {\"iccid\":\"8949999999999999999\",\"profile\":\"x\"} |"
                        + " hlr, subscriber: iccid is 8949999999999999999, ordered was ",
                "sim       | iccid         | {\"imsi\":\"262019999999999\"} | sim, sim: imsi is 262019999999999, ordered was 26201",
                "policy    | imsi/profile  | {\"downlinkKbps\":64,\"qosClass\":9} |"
                        + " policy, network profile mobile-data-m: downlinkKbps is 64, ordered was 100000; qosClass is 9, ordered was 8.",
                "charging  | supi/charging | {\"grantedUnits\":[{\"ratingGroup\":10,\"time\":60}]} |"
                        + " charging, charging profile mobile-m: grantedUnits[0].time is 60, ordered was 18000; grantedUnits[1].ratingGroup is"
                        + " nothing, ordered was 20; ",
                "ota       | iccid         | {\"accessPoints\":[\"internet.dialtone\"]} |"
                        + " ota, sim files: accessPoints[1] is nothing, ordered was fast.dialtone.",
                "voicemail | msisdn        | {\"retentionDays\":3} | voicemail, mailbox: retentionDays is 3, ordered was 30."
            })
    void anElementThatHoldsSomethingElseIsAPersonsToLookIntoUntilItHoldsThat(
            String element, String key, String document, String words) throws Exception {
        network.slip(element, key(key), document);
        assertThat(words(perform(READ_BACK, paper.order + "-S7", 10))).startsWith(words);
        assertThat(paper.completed).doesNotContainKey(paper.order + "-S7");
    }

    @Test
    void whatIsMendedIsReadAgainAndFoundGood() throws Exception {
        network.slip("voicemail", key("msisdn"), "{\"retentionDays\":3}");
        assertThat(perform(READ_BACK, paper.order + "-S7", 10)).isInstanceOf(Refused.class);
        network.slip("voicemail", key("msisdn"), "{\"retentionDays\":30}");
        assertThat(perform(READ_BACK, paper.order + "-S7", 11)).isEqualTo(DONE);
    }

    @Test
    void allThatIsLostIsToldAtOnce() throws Exception {
        network.slip("hlr", key("imsi"), "");
        network.slip("policy", key("imsi/profile"), "");
        network.slip("charging", key("supi/charging"), "");
        assertThat(words(perform(READ_BACK, paper.order + "-S7", 10)))
                .isEqualTo("hlr holds no subscriber of this line. policy holds no network profile of this line."
                        + " charging holds no charging profile of this line.");
    }

    @Test
    void whatATaskHasNoRoomForIsNotCutAndItsElementsAreNamed() throws Exception {
        network.slip("hlr", key("imsi"), "{\"msisdn\":\"4915199999999\"}");
        network.slip("policy", key("imsi/profile"), "{\"downlinkKbps\":64,\"uplinkKbps\":64,\"qosClass\":9}");
        network.slip("charging", key("supi/charging"), "{\"grantedUnits\":[{\"ratingGroup\":10,\"time\":60}]}");
        network.slip("voicemail", key("msisdn"), "{\"retentionDays\":3}");
        assertThat(words(perform(READ_BACK, paper.order + "-S7", 10)))
                .hasSizeLessThanOrEqualTo(FalloutTask.MAX_MESSAGE)
                .contains("grantedUnits[0].time is 60, ordered was 18000; ")
                .endsWith("; and more. Not told in full: charging, voicemail.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hlr", "charging"})
    void anElementThatIsAwayIsWaitedForWhateverTheOthersSay(String element) throws Exception {
        network.slip("voicemail", key("msisdn"), "{\"retentionDays\":3}");
        network.order(element, "{\"mode\":\"DOWN\"}");
        assertThat(perform(READ_BACK, paper.order + "-S7", 10)).isInstanceOf(Outage.class);
    }

    @Test
    void aLineThatIsNotWantedAnyMoreIsNotRead() throws Exception {
        paper.stopping = true;
        long before = requests();
        assertThat(perform(READ_BACK, 10)).isEqualTo(DONE);
        assertThat(requests()).isEqualTo(before);
        assertThat(paper.cancelled).containsExactly(paper.step());
    }

    private static String words(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        Refused refused = (Refused) outcome;
        assertThat(refused.error()).isEqualTo(ProcessError.ELEMENT_REFUSED);
        return refused.message();
    }

    private static String key(String parts) {
        return switch (parts) {
            case "imsi" -> paper.imsi();
            case "iccid" -> paper.iccid();
            case "imsi/profile" -> paper.imsi() + "/mobile-data-m";
            case "supi/charging" -> "imsi-" + paper.imsi() + "/mobile-m";
            default ->
                "49151"
                        + String.format(
                                Locale.ROOT,
                                "%08d",
                                Long.parseLong(paper.order.value().substring(4)));
        };
    }
}
