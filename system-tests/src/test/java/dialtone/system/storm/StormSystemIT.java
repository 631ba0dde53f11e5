package dialtone.system.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.Installation;
import dialtone.system.TestData;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * After a storm nothing is reserved that is not used, nothing billed that is not active, nothing active that is not billed, and every
 * order has ended. A short one, always of the same seed, blows over the installation that the stories share; {@code ./storm} makes longer ones,
 * with kills over an installation of their own. The seed is in the message of a failure, and makes the same storm again.
 */
class StormSystemIT {

    private static final int SHORT = 40;

    /** A test that is run with each change fails for the change, and not for what was drawn. */
    private static final long USUAL_SEED = 170_314;

    /** Of an installation that a storm has to itself. */
    private static final int PORT_OFFSET = 3200;

    private static final int ORDERS = Integer.getInteger("dialtone.storm.orders", SHORT);
    private static final int KILLS = Integer.getInteger("dialtone.storm.kills", 0);
    private static final long SEED = Long.getLong("dialtone.storm.seed", USUAL_SEED);

    private static final Installation INSTALLATION =
            KILLS == 0 ? Installation.shared() : Installation.at(TestData.fresh("storm"), PORT_OFFSET);

    @AfterAll
    static void stop() {
        if (KILLS > 0) {
            INSTALLATION.close();
        }
    }

    @Test
    void afterAStormInventoryNetworkReservationsAndChargesAgree() {
        if (KILLS > 0) {
            INSTALLATION.start();
        }
        Storm storm = new Storm(INSTALLATION, SEED, ORDERS);
        Set<String> orders = storm.blow(KILLS);

        Aftermath aftermath = new Aftermath(INSTALLATION, orders);
        String seed = " after storm " + SEED;
        assertThat(aftermath.openTasks()).as("open tasks" + seed).isEmpty();
        assertThat(aftermath.working()).as("lines are left" + seed).isNotEmpty();
        assertThat(aftermath.working())
                .as("what works on the elements" + seed)
                .containsExactlyElementsOf(aftermath.expected());
        assertThat(aftermath.brokenControls()).as("controls" + seed).isEmpty();
        assertThat(aftermath.neverSent())
                .as("handsets that nobody has sent" + seed)
                .isEmpty();
        assertThat(aftermath.awaited())
                .as("handsets that were asked back" + seed)
                .isNotEmpty();
        assertThat(aftermath.awaited())
                .as("what the warehouse awaits" + seed)
                .containsExactlyElementsOf(aftermath.askedBack());
        for (Life.Kind kind : List.of(Life.Kind.HANDSET, Life.Kind.END_ADD_ON, Life.Kind.SWAP_CARD)) {
            assertThat(storm.turns(kind, "completed")).as(kind + seed).isPositive();
        }
        assertThat(storm.unreconciled()).as("invoice previews" + seed).isEmpty();
    }
}
