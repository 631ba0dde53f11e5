package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line on profile S gets M in its place, and S back: at no time has it both or none, however often a job comes. */
class ReplacingRoutesTest extends RouteStory {

    private static final String REPLACE = "fulfilment.replace-network-profile";
    private static final String RESTORE = "fulfilment.restore-network-profile";

    @BeforeEach
    void aLineOnProfileS() throws Exception {
        paper.profile = "mobile-data-s";
        assertThat(perform("fulfilment.apply-network-profile", paper.order + "-S7", 1))
                .isEqualTo(DONE);
        paper.profile = "mobile-data-m";
        paper.formerProfile = "mobile-data-s";
    }

    @Test
    void theOneTakesThePlaceOfTheOtherOnceAndGivesItBackOnce() throws Exception {
        for (int job = 2; job < 4; job++) {
            assertThat(perform(REPLACE, job)).isEqualTo(DONE);
        }
        assertThat(profiles()).containsExactly("mobile-data-m APPLIED 100000");
        assertThat(network.effects("policy")).isEqualTo(2);
        for (int job = 4; job < 6; job++) {
            assertThat(perform(RESTORE, paper.undo(), job)).isEqualTo(DONE);
        }
        assertThat(profiles()).containsExactly("mobile-data-s APPLIED 50000");
        assertThat(network.effects("policy")).isEqualTo(3);
        assertThat(paper.completed).containsKeys(paper.step(), paper.undo());
    }

    @Test
    void anAnswerThatIsLostIsReadBackBothWays() throws Exception {
        network.order("policy", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(REPLACE, 2)).isInstanceOf(Outage.class);
        assertThat(perform(REPLACE, 2)).isEqualTo(DONE);
        assertThat(profiles()).containsExactly("mobile-data-m APPLIED 100000");
        network.order("policy", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(RESTORE, paper.undo(), 3)).isInstanceOf(Outage.class);
        assertThat(perform(RESTORE, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(profiles()).containsExactly("mobile-data-s APPLIED 50000");
        assertThat(network.effects("policy")).isEqualTo(3);
    }

    @Test
    void whileTheElementWorksOnItTheFormerOneIsInForce() throws Exception {
        network.order("policy", "{\"mode\":\"LATE\",\"delayMillis\":400,\"remaining\":1}");
        assertThat(perform(REPLACE, 2)).isEqualTo(OUTSTANDING);
        assertThat(profiles()).containsExactly("mobile-data-m PENDING 100000", "mobile-data-s APPLIED 100000");
        assertThat(until(REPLACE, outcome -> !outcome.equals(OUTSTANDING))).isEqualTo(DONE);
        assertThat(profiles()).containsExactly("mobile-data-m APPLIED 100000");
    }

    @Test
    void whatIsRefusedAtOnceOrLaterLeavesTheFormerOneAndThereIsNothingToGiveBack() throws Exception {
        network.order("policy", "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform(REPLACE, 2)).isInstanceOf(Refused.class);
        assertThat(perform(RESTORE, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(profiles()).containsExactly("mobile-data-s APPLIED 100000");

        String other = paper.order + "-S2";
        network.order("policy", "{\"mode\":\"LATE\",\"delayMillis\":50,\"remaining\":1,\"outcome\":\"REFUSED\"}");
        assertThat(perform(REPLACE, other, 4)).isEqualTo(OUTSTANDING);
        assertThat(until(REPLACE, other, outcome -> !outcome.equals(OUTSTANDING)))
                .isInstanceOf(Refused.class);
        assertThat(perform(RESTORE, other + "-undo", 5)).isEqualTo(DONE);
        assertThat(profiles()).containsExactly("mobile-data-s APPLIED 100000");
        assertThat(network.effects("policy")).isEqualTo(1);
    }

    @Test
    void whatIsNotThereAnyMoreIsForAPerson() throws Exception {
        network.reset();
        assertThat(perform(REPLACE, 2))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.message()).contains("there is no profile"));
        assertThat(profiles()).isEmpty();
    }

    /** Those of the line, each with its state and speed. */
    private static List<String> profiles() throws Exception {
        List<String> profiles = new ArrayList<>();
        for (JsonNode entity : network.get("policy/entities")) {
            profiles.add(entity.path("document").path("profile").asText() + " "
                    + entity.path("state").asText() + " "
                    + entity.path("document").path("downlinkKbps").asInt());
        }
        return profiles.stream().sorted().toList();
    }
}
