package dialtone.simulator;

import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.soap.subscriberprovisioning.v1.BarSubscriber;
import dialtone.soap.subscriberprovisioning.v1.BarringDirection;
import dialtone.soap.subscriberprovisioning.v1.ChangeSim;
import dialtone.soap.subscriberprovisioning.v1.EntityNotFound;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.ObjectInUse;
import dialtone.soap.subscriberprovisioning.v1.Subscriber;
import jakarta.xml.ws.WebServiceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subscriber goes over to another SIM, once by a request, and stays who it is. */
class ChangeSimTest extends SimulatorStory {

    private static final String ICCID = "8949000000000000099";

    @BeforeEach
    void aSubscriber() throws Exception {
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
    }

    @Test
    void itKeepsNumberProfileAndBarAndIsKnownByTheNewImsiAlone() throws Exception {
        var bar = new BarSubscriber();
        bar.setRequestId("order-2");
        bar.setImsi(imsi(1));
        bar.setDirection(BarringDirection.ALL);
        bar.setReason("lost-or-stolen");
        network.hlr().barSubscriber(bar);
        Subscriber before = held(1);
        for (int time = 0; time < 2; time++) {
            network.hlr().changeSim(change("order-3", 1, 2));
        }
        Subscriber after = held(2);
        assertThat(after.getMsisdn()).isEqualTo(before.getMsisdn());
        assertThat(after.getProfile()).isEqualTo(before.getProfile());
        assertThat(after.getBarring()).usingRecursiveComparison().isEqualTo(before.getBarring());
        assertThat(after.getIccid()).isEqualTo(ICCID);
        assertThat(after.getSimChangedBy()).isEqualTo("order-3");
        assertThat(after.getRequestId()).as("who made it").isEqualTo("order-1-hlr");
        assertThatThrownBy(() -> held(1)).isInstanceOf(EntityNotFound.class);
        assertThat(count("effects")).as("made, barred, gone over").isEqualTo(3);
        assertThat(count("duplicates")).isEqualTo(1);

        network.hlr().changeSim(change("order-3-back", 2, 1));
        assertThat(held(1).getSimChangedBy()).isEqualTo("order-3-back");
    }

    @Test
    void nobodyGoesOverToASimThatIsInUseOrFromOneThatIsNot() throws Exception {
        network.hlr().createSubscriber(subscriber("order-2-hlr", 2));
        assertThatThrownBy(() -> network.hlr().changeSim(change("order-3", 1, 2)))
                .isInstanceOf(ObjectInUse.class);
        assertThatThrownBy(() -> network.hlr().changeSim(change("order-4", 7, 8)))
                .isInstanceOf(EntityNotFound.class);
        assertThat(held(1).getSimChangedBy()).isNull();
        assertThat(count("effects")).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsLostIsTheSameWhenItIsAskedAgain() throws Exception {
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThatThrownBy(() -> network.hlr().changeSim(change("order-2", 1, 2)))
                .isInstanceOf(WebServiceException.class);
        assertThat(network.hlr()
                        .changeSim(change("order-2", 1, 2))
                        .getSubscriber()
                        .getImsi())
                .isEqualTo(imsi(2));
        assertThat(count("effects")).isEqualTo(2);
    }

    private static ChangeSim change(String requestId, int from, int to) {
        var change = new ChangeSim();
        change.setRequestId(requestId);
        change.setImsi(imsi(from));
        change.setNewImsi(imsi(to));
        change.setNewIccid(ICCID);
        return change;
    }

    private static Subscriber held(int number) throws Exception {
        var question = new GetSubscriber();
        question.setImsi(imsi(number));
        return network.hlr().getSubscriber(question).getSubscriber();
    }

    private static int count(String what) throws Exception {
        return network.get("/control/hlr/counters").path(what).asInt();
    }
}
