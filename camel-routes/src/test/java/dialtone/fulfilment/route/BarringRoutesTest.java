package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subscriber is barred and unbarred, each once, however often a job comes; and each takes the other back. */
class BarringRoutesTest extends RouteStory {

    private static final String BAR = "fulfilment.bar-subscriber";
    private static final String UNBAR = "fulfilment.unbar-subscriber";

    @BeforeEach
    void aLineInUse() throws Exception {
        assertThat(perform("fulfilment.activate-sim", paper.order + "-S7", 1)).isEqualTo(DONE);
        paper.inventory = Map.of("suspensionReason", "lost-or-stolen", "barring", "all");
    }

    @Test
    void aSubscriberIsBarredOnceAndUnbarredOnceByOrdersOfTheirOwn() throws Exception {
        for (int job = 2; job < 4; job++) {
            assertThat(perform(BAR, job)).isEqualTo(DONE);
        }
        assertThat(barring()).isEqualTo("ALL lost-or-stolen");
        assertThat(network.effects("hlr")).isEqualTo(2);

        String other = paper.order + "-S2";
        for (int job = 4; job < 6; job++) {
            assertThat(perform(UNBAR, other, job)).isEqualTo(DONE);
        }
        assertThat(barring()).isEqualTo("null null");
        assertThat(network.effects("hlr")).isEqualTo(3);
        assertThat(paper.completed).containsKeys(paper.step(), other);
    }

    @Test
    void whatIsTakenBackIsAsItWasBefore() throws Exception {
        assertThat(perform(BAR, 2)).isEqualTo(DONE);
        for (int job = 3; job < 5; job++) {
            assertThat(perform(UNBAR, paper.undo(), job)).isEqualTo(DONE);
        }
        assertThat(barring()).isEqualTo("null null");

        paper.inventory = Map.of("suspensionReason", "voluntary", "barring", "outgoing");
        assertThat(perform(BAR, paper.order + "-S2", 5)).isEqualTo(DONE);
        String resumption = paper.order + "-S3";
        assertThat(perform(UNBAR, resumption, 6)).isEqualTo(DONE);
        assertThat(perform(BAR, resumption + "-undo", 7)).isEqualTo(DONE);
        assertThat(barring()).isEqualTo("OUTGOING voluntary");
    }

    @Test
    void anAnswerThatIsLostIsReadBackBothWays() throws Exception {
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(BAR, 2)).isInstanceOf(Outage.class);
        assertThat(perform(BAR, 2)).isEqualTo(DONE);
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(UNBAR, paper.undo(), 3)).isInstanceOf(Outage.class);
        assertThat(perform(UNBAR, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(network.effects("hlr")).as("made, barred, unbarred").isEqualTo(3);
    }

    @Test
    void whatWasRefusedHasNothingToTakeBack() throws Exception {
        network.order("hlr", "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform(BAR, 2)).isInstanceOf(Refused.class);
        assertThat(perform(UNBAR, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(network.effects("hlr")).isEqualTo(1);
    }

    @Test
    void whatIsBarredByAnotherRequestIsForAPerson() throws Exception {
        assertThat(perform(BAR, 2)).isEqualTo(DONE);
        assertThat(perform(BAR, paper.order + "-S2", 3))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal.message()).contains("notInValidState", "barred already"));
        assertThat(network.effects("hlr")).isEqualTo(2);
    }

    private static String barring() throws Exception {
        for (JsonNode entity : network.get("hlr/entities")) {
            if (entity.path("key").asText().equals(paper.imsi())) {
                JsonNode barring = entity.path("document").path("barring");
                return barring.path("direction").asText() + " "
                        + barring.path("reason").asText();
            }
        }
        return "no subscriber";
    }
}
