package dialtone.simulator;

import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.soap.subscriberprovisioning.v1.BarSubscriber;
import dialtone.soap.subscriberprovisioning.v1.Barring;
import dialtone.soap.subscriberprovisioning.v1.BarringDirection;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriber;
import dialtone.soap.subscriberprovisioning.v1.EntityNotFound;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.InvalidInput;
import dialtone.soap.subscriberprovisioning.v1.NotInValidState;
import dialtone.soap.subscriberprovisioning.v1.UnableToComply;
import dialtone.soap.subscriberprovisioning.v1.UnbarSubscriber;
import jakarta.xml.ws.WebServiceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operator determined barring: a subscriber is barred once by a request, keeps that, and is unbarred once. */
class BarringTest extends SimulatorStory {

    @BeforeEach
    void aSubscriber() throws Exception {
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
    }

    @Test
    void aSubscriberIsBarredAndUnbarredOnceAndSaysByWhichRequest() throws Exception {
        assertThat(held()).as("never barred").isNull();
        for (int time = 0; time < 2; time++) {
            assertThat(network.hlr()
                            .barSubscriber(bar("order-2", BarringDirection.OUTGOING))
                            .getSubscriber()
                            .getBarring())
                    .usingRecursiveComparison()
                    .isEqualTo(held());
        }
        assertThat(held().getDirection()).isEqualTo(BarringDirection.OUTGOING);
        assertThat(held().getReason()).isEqualTo("non-payment");
        assertThat(held().getRequestId()).isEqualTo("order-2");
        assertThat(count("effects")).isEqualTo(2);
        assertThat(count("duplicates")).isEqualTo(1);

        for (int time = 0; time < 2; time++) {
            network.hlr().unbarSubscriber(unbar("order-3"));
        }
        assertThat(held().getDirection()).isNull();
        assertThat(held().getRequestId()).isEqualTo("order-3");
        assertThat(count("effects")).isEqualTo(3);
        assertThat(network.get("/control/hlr/entities")
                        .path(0)
                        .path("requestId")
                        .asText())
                .as("made by whom it was")
                .isEqualTo("order-1-hlr");
        assertThat(network.get("/control/hlr/requests").findValuesAsText("requestId"))
                .as("in the order in which they were taken")
                .containsExactly("order-1-hlr", "order-2", "order-3");
    }

    @Test
    void whatIsNotSoCannotBeChangedSo() throws Exception {
        assertThatThrownBy(() -> network.hlr().unbarSubscriber(unbar("order-2")))
                .isInstanceOf(NotInValidState.class);
        network.hlr().barSubscriber(bar("order-3", BarringDirection.ALL));
        assertThatThrownBy(() -> network.hlr().barSubscriber(bar("order-4", BarringDirection.OUTGOING)))
                .isInstanceOf(NotInValidState.class);
        assertThatThrownBy(() -> network.hlr().barSubscriber(bar("order-3", BarringDirection.OUTGOING)))
                .as("a request id used for something else")
                .isInstanceOf(InvalidInput.class);
        assertThat(held().getDirection()).isEqualTo(BarringDirection.ALL);
        assertThat(count("effects")).isEqualTo(2);
    }

    @Test
    void aSubscriberThatIsRefusedOrDroppedIsBarredOnce() throws Exception {
        network.order("hlr", "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThatThrownBy(() -> network.hlr().barSubscriber(bar("order-2", BarringDirection.ALL)))
                .isInstanceOf(UnableToComply.class);
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThatThrownBy(() -> network.hlr().barSubscriber(bar("order-2", BarringDirection.ALL)))
                .isInstanceOf(WebServiceException.class);
        network.hlr().barSubscriber(bar("order-2", BarringDirection.ALL));
        assertThat(count("effects")).isEqualTo(2);
    }

    @Test
    void aBarredSubscriberIsDeletedAndIsNotThereAnyMore() throws Exception {
        network.hlr().barSubscriber(bar("order-2", BarringDirection.ALL));
        var deletion = new DeleteSubscriber();
        deletion.setRequestId("order-3");
        deletion.setImsi(imsi(1));
        network.hlr().deleteSubscriber(deletion);
        assertThatThrownBy(() -> network.hlr().unbarSubscriber(unbar("order-4")))
                .isInstanceOf(EntityNotFound.class);
        assertThatThrownBy(() -> network.hlr().barSubscriber(bar("order-5", BarringDirection.ALL)))
                .isInstanceOf(EntityNotFound.class);
    }

    private static Barring held() throws Exception {
        var question = new GetSubscriber();
        question.setImsi(imsi(1));
        return network.hlr().getSubscriber(question).getSubscriber().getBarring();
    }

    private static int count(String what) throws Exception {
        return network.get("/control/hlr/counters").path(what).asInt();
    }

    private static BarSubscriber bar(String requestId, BarringDirection direction) {
        var request = new BarSubscriber();
        request.setRequestId(requestId);
        request.setImsi(imsi(1));
        request.setDirection(direction);
        request.setReason("non-payment");
        return request;
    }

    private static UnbarSubscriber unbar(String requestId) {
        var request = new UnbarSubscriber();
        request.setRequestId(requestId);
        request.setImsi(imsi(1));
        return request;
    }
}
