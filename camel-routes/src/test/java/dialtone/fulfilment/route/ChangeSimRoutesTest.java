package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line gets another SIM, each effect once, however often a job comes; and the former one is back when that is taken back. */
class ChangeSimRoutesTest extends RouteStory {

    private static final String PREPARE = "fulfilment.prepare-sim";
    private static final String RETIRE = "fulfilment.retire-sim";
    private static final String CHANGE = "fulfilment.change-sim";
    private static final String RESTORE = "fulfilment.restore-sim";

    private Map<String, String> former = Map.of();
    private Map<String, String> next = Map.of();

    @BeforeEach
    void aLineInUse() throws Exception {
        assertThat(perform("fulfilment.activate-sim", paper.order + "-S7", 1)).isEqualTo(DONE);
        former = Map.of("imsi", paper.imsi(), "iccid", paper.iccid());
        next = Map.of(
                "imsi",
                paper.imsi().replaceFirst("^26201", "26202"),
                "iccid",
                paper.iccid().replaceFirst("^8949", "8950"),
                "former.imsi",
                paper.imsi(),
                "former.iccid",
                paper.iccid());
        paper.inventory = next;
    }

    @Test
    void theNewSimIsActivatedTheSubscriberGoesOverAndTheFormerOneIsDeactivated() throws Exception {
        for (int job = 2; job < 4; job++) {
            assertThat(perform(PREPARE, paper.order + "-S1", job)).isEqualTo(DONE);
        }
        assertThat(state("sim", next.get("iccid"))).isEqualTo("ACTIVE");
        assertThat(state("sim", paper.iccid()))
                .as("it works until the register has the new one")
                .isEqualTo("ACTIVE");
        for (int job = 4; job < 6; job++) {
            assertThat(perform(CHANGE, paper.order + "-S2", job)).isEqualTo(DONE);
        }
        assertThat(state("hlr", next.get("imsi"))).isEqualTo("ACTIVE");
        assertThat(state("hlr", paper.imsi())).isEqualTo("none");
        paper.inventory = former;
        for (int job = 6; job < 8; job++) {
            assertThat(perform(RETIRE, paper.order + "-S3", job)).isEqualTo(DONE);
        }
        assertThat(state("sim", paper.iccid())).isEqualTo("DEACTIVATED");
        assertThat(network.effects("hlr")).as("made, and gone over once").isEqualTo(2);
        assertThat(network.effects("sim")).as("two activated, one deactivated").isEqualTo(3);
    }

    @Test
    void whatIsTakenBackLeavesTheLineOnItsFormerSim() throws Exception {
        assertThat(perform(PREPARE, paper.order + "-S1", 2)).isEqualTo(DONE);
        assertThat(perform(CHANGE, paper.order + "-S2", 3)).isEqualTo(DONE);
        for (int job = 4; job < 6; job++) {
            assertThat(perform(RESTORE, paper.order + "-S2-undo", job)).isEqualTo(DONE);
            assertThat(perform(RETIRE, paper.order + "-S1-undo", job)).isEqualTo(DONE);
        }
        assertThat(state("hlr", paper.imsi())).isEqualTo("ACTIVE");
        assertThat(state("hlr", next.get("imsi"))).isEqualTo("none");
        assertThat(state("sim", paper.iccid())).isEqualTo("ACTIVE");
        assertThat(state("sim", next.get("iccid"))).isEqualTo("DEACTIVATED");
    }

    @Test
    void anAnswerThatIsLostIsReadBackBothWays() throws Exception {
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(CHANGE, paper.order + "-S2", 2)).isInstanceOf(Outage.class);
        assertThat(perform(CHANGE, paper.order + "-S2", 2)).isEqualTo(DONE);
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(RESTORE, paper.order + "-S2-undo", 3)).isInstanceOf(Outage.class);
        assertThat(perform(RESTORE, paper.order + "-S2-undo", 3)).isEqualTo(DONE);
        assertThat(network.effects("hlr")).as("made, gone over, come back").isEqualTo(3);
    }

    @Test
    void aRegisterThatRefusesLeavesTheLineWhereItIsAndHasNothingToPutBack() throws Exception {
        network.order("hlr", "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform(CHANGE, paper.order + "-S2", 2)).isInstanceOf(Refused.class);
        assertThat(perform(RESTORE, paper.order + "-S2-undo", 3)).isEqualTo(DONE);
        assertThat(state("hlr", paper.imsi())).isEqualTo("ACTIVE");
        assertThat(network.effects("hlr")).isEqualTo(1);
    }

    private static String state(String element, String key) throws Exception {
        for (JsonNode entity : network.get(element + "/entities")) {
            if (entity.path("key").asText().equals(key)) {
                return entity.path("state").asText();
            }
        }
        return "none";
    }
}
