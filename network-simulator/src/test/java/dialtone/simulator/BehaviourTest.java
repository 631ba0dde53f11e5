package dialtone.simulator;

import static dialtone.simulator.RunningSimulator.activation;
import static dialtone.simulator.RunningSimulator.iccid;
import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dialtone.soap.activationcallback.v1.ActivationCallback;
import dialtone.soap.activationcallback.v1.Outcome;
import dialtone.soap.activationcallback.v1.ReportOutcome;
import dialtone.soap.activationcallback.v1.ReportOutcomeResponse;
import dialtone.soap.networkelement.v1.Completion;
import dialtone.soap.networkelement.v1.Condition;
import dialtone.soap.simmanagement.v1.GetSim;
import dialtone.soap.simmanagement.v1.SimState;
import dialtone.soap.simmanagement.v1.SimType;
import dialtone.soap.subscriberprovisioning.v1.GetStatus;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.UnableToComply;
import jakarta.jws.WebService;
import jakarta.xml.ws.WebServiceException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each behaviour does what its name says, to the calls it is for, as often as ordered. */
class BehaviourTest extends SimulatorStory {

    @Test
    void slowWaitsAndThenWorks() throws Exception {
        network.order("hlr", "{\"mode\":\"SLOW\",\"delayMillis\":400}");
        long begin = System.nanoTime();
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isGreaterThanOrEqualTo(400);
        assertThat(network.hlr().getStatus(new GetStatus()).getStatus().getCondition())
                .isEqualTo(Condition.IMPAIRED);
    }

    @Test
    void downIs503ForEverythingAndChangesNothing() throws Exception {
        assertThat(network.hlr().getStatus(new GetStatus()).getStatus().getCondition())
                .isEqualTo(Condition.UP);
        network.order("hlr", "{\"mode\":\"DOWN\"}");
        assertThatThrownBy(() -> network.hlr().createSubscriber(subscriber("order-1-hlr", 1)))
                .isInstanceOf(WebServiceException.class);
        assertThatThrownBy(() -> network.hlr().getStatus(new GetStatus())).isInstanceOf(WebServiceException.class);
        var answer = network.send(
                "POST",
                "/soap/subscriber-provisioning/v1",
                envelope("<getStatus xmlns='urn:dialtone:subscriber-provisioning:v1'/>"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(network.get("/control/hlr/counters").path("effects").asInt()).isZero();
        network.order("hlr", "{\"mode\":\"NORMAL\"}");
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));

        network.order("device", "{\"mode\":\"DOWN\"}");
        assertThat(network.send("GET", "/tmf-api/ServiceActivationAndConfiguration/v4/service", "")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void refuseIsUnableToComplyAsOftenAsOrderedAndTheRequestMayComeAgain() throws Exception {
        network.order("hlr", "{\"mode\":\"REFUSE\",\"remaining\":2}");
        for (int i = 0; i < 2; i++) {
            network.hlr().getStatus(new GetStatus());
            var refused = catchThrowableOfType(
                    UnableToComply.class, () -> network.hlr().createSubscriber(subscriber("order-1-hlr", 1)));
            assertThat(refused.getFaultInfo().getCode()).isEqualTo(1005);
        }
        assertThat(network.get("/control/hlr/behaviour").path("mode").asText()).isEqualTo("NORMAL");
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        assertThat(network.get("/control/hlr/counters").path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void aKnownRequestIsAnsweredEvenByAnElementThatRefuses() throws Exception {
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        network.order("hlr", "{\"mode\":\"REFUSE\"}");
        assertThat(network.hlr()
                        .createSubscriber(subscriber("order-1-hlr", 1))
                        .getSubscriber()
                        .getImsi())
                .isEqualTo(imsi(1));
    }

    @Test
    void aMatchConcernsOnlyIdentifiersThatBeginSo() throws Exception {
        network.order("hlr", "{\"mode\":\"REFUSE\",\"match\":\"" + imsi(2) + "\"}");
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        assertThatThrownBy(() -> network.hlr().createSubscriber(subscriber("order-2-hlr", 2)))
                .isInstanceOf(UnableToComply.class);
        network.order("hlr", "{\"mode\":\"REFUSE\",\"probabilityPercent\":0}");
        network.hlr().createSubscriber(subscriber("order-3-hlr", 3));
    }

    @Test
    void dropDoesTheWorkAndClosesTheConnection() throws Exception {
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThatThrownBy(() -> network.hlr().createSubscriber(subscriber("order-1-hlr", 1)))
                .isInstanceOf(WebServiceException.class)
                .hasRootCauseInstanceOf(IOException.class);
        var get = new GetSubscriber();
        get.setImsi(imsi(1));
        assertThat(network.hlr().getSubscriber(get).getSubscriber().getRequestId())
                .isEqualTo("order-1-hlr");
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        assertThat(network.get("/control/hlr/counters").path("effects").asInt()).isEqualTo(1);

        network.order("coverage", "{\"mode\":\"DROP\",\"remaining\":1}");
        String check =
                "{\"externalId\":\"c-1\",\"serviceQualificationItem\":[{\"service\":{\"place\":[{\"postcode\":\"10115\"}]}}]}";
        String path = "/tmf-api/serviceQualificationManagement/v4/checkServiceQualification";
        assertThatThrownBy(() -> network.send("POST", path, check)).isInstanceOf(IOException.class);
        assertThat(network.send("POST", path, check).statusCode()).isEqualTo(201);
        assertThat(network.get("/control/coverage/counters").path("effects").asInt())
                .isEqualTo(1);
    }

    @Test
    void lateAcceptsThenReportsUntilItIsAcknowledged() throws Exception {
        try (var operator = new Operator(3)) {
            network.order("sim", "{\"mode\":\"LATE\",\"delayMillis\":300}");
            var request = activation("order-1-sim", 1, SimType.ESIM);
            request.setReplyTo(operator.address());
            var accepted = network.sim().activateSim(request);
            assertThat(accepted.getCompletion()).isEqualTo(Completion.ACCEPTED);
            assertThat(accepted.getActivationCode()).isNull();
            assertThat(state(1)).isEqualTo(SimState.PENDING);

            RunningSimulator.await("three refused reports and one taken", () -> operator.taken.size() == 1);
            ReportOutcome report = operator.taken.getFirst();
            assertThat(report.getRequestId()).isEqualTo("order-1-sim");
            assertThat(report.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(state(1)).isEqualTo(SimState.ACTIVE);
            var again = network.sim().activateSim(request);
            assertThat(again.getCompletion()).isEqualTo(Completion.DONE);
            RunningSimulator.await("nothing owed", () -> owed() == 0);
            assertThat(operator.calls).hasValue(4);
            assertThat(network.get("/control/sim/counters").path("effects").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void lateReportsASecondTimeWhenToldSo() throws Exception {
        try (var operator = new Operator(0)) {
            network.order("sim", "{\"mode\":\"LATE\",\"delayMillis\":10,\"repeatAfterMillis\":300}");
            var request = activation("order-1-sim", 1, SimType.PHYSICAL);
            request.setReplyTo(operator.address());
            network.sim().activateSim(request);
            RunningSimulator.await("the report", () -> operator.taken.size() == 1);
            network.restart();
            RunningSimulator.await("the same report again, after a restart too", () -> operator.taken.size() == 2);
            assertThat(operator.taken.getLast().getRequestId()).isEqualTo("order-1-sim");
            assertThat(operator.taken.getLast().getOutcome()).isEqualTo(Outcome.SUCCEEDED);
            RunningSimulator.await("nothing owed", () -> owed() == 0);
            assertThat(network.get("/control/sim/counters").path("effects").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void lateMayEndInARefusalWhichLeavesNothingBehind() throws Exception {
        try (var operator = new Operator(0)) {
            network.order("policy", "{\"mode\":\"LATE\",\"delayMillis\":10,\"outcome\":\"REFUSED\"}");
            var request = ExactlyOnceTest.profile("order-1-policy", 1);
            request.setReplyTo(operator.address());
            assertThat(network.policy().applyProfile(request).getCompletion()).isEqualTo(Completion.ACCEPTED);
            RunningSimulator.await("the report", () -> operator.taken.size() == 1);
            assertThat(operator.taken.getFirst().getOutcome()).isEqualTo(Outcome.REFUSED);
            assertThat(operator.taken.getFirst().getCode()).isEqualTo(1005);
            assertThatThrownBy(() -> network.policy().applyProfile(request))
                    .isInstanceOf(dialtone.soap.networkprofile.v1.UnableToComply.class);
            assertThat(network.get("/control/policy/entities").size()).isZero();
        }
    }

    @Test
    void whatWasAcceptedIsDoneAndReportedAfterARestart() throws Exception {
        try (var operator = new Operator(0)) {
            network.order("sim", "{\"mode\":\"LATE\",\"delayMillis\":1500}");
            var request = activation("order-1-sim", 1, SimType.PHYSICAL);
            request.setReplyTo(operator.address());
            network.sim().activateSim(request);
            network.restart();
            assertThat(operator.taken).isEmpty();
            RunningSimulator.await("the report after the restart", () -> operator.taken.size() == 1);
            assertThat(state(1)).isEqualTo(SimState.ACTIVE);
            assertThat(network.get("/control/sim/behaviour").path("mode").asText())
                    .isEqualTo("LATE");
        }
    }

    @Test
    void aLateDeviceIsFoundInItsMonitor() throws Exception {
        network.order("device", "{\"mode\":\"LATE\",\"delayMillis\":200}");
        var accepted = network.send("POST", "/tmf-api/ServiceActivationAndConfiguration/v4/service", """
                {"externalId":"order-1-device","state":"active","serviceSpecification":{"id":"device-activation"},
                 "serviceCharacteristic":[{"name":"serialNumber","value":"SN-1"}]}""");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).contains("\"state\":\"inactive\"");
        String monitor = accepted.headers()
                .firstValue("Location")
                .orElseThrow()
                .substring(network.uri().toString().length());
        assertThat(monitor).contains("/monitor/");
        RunningSimulator.await("the monitor", () -> {
            try {
                return network.get(monitor).path("state").asText().equals("Succeeded");
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"mode\":\"BROKEN\"}",
                "{\"mode\":\"SLOW\",\"delayMillis\":-1}",
                "{\"mode\":\"SLOW\",\"delayMillis\":999999999}",
                "{\"mode\":\"DOWN\",\"remaining\":0}",
                "{\"mode\":\"DOWN\",\"probabilityPercent\":101}",
                "{\"mode\":\"DOWN\",\"unknown\":1}",
                "{\"mode\":\"LATE\"}",
                "{\"mode\":\"SLOW\",\"repeatAfterMillis\":10}",
                "not json"
            })
    void aBehaviourThatMakesNoSenseIsRefused(String behaviour) throws Exception {
        assertThat(network.send("PUT", "/control/hlr/behaviour", behaviour).statusCode())
                .isEqualTo(400);
        assertThat(network.get("/control/hlr/behaviour").path("mode").asText()).isEqualTo("NORMAL");
    }

    private int owed() {
        try {
            return network.get("/control/late").size();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private SimState state(int number) throws Exception {
        var get = new GetSim();
        get.setIccid(iccid(number));
        return network.sim().getSim(get).getSim().getState();
    }

    static String envelope(String body) {
        return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    /** The operator's side of activation-callback-v1: fails a few times, then takes every report. */
    @WebService(
            endpointInterface = "dialtone.soap.activationcallback.v1.ActivationCallback",
            targetNamespace = "urn:dialtone:activation-callback:v1",
            serviceName = "ActivationCallbackService",
            portName = "ActivationCallbackPort",
            wsdlLocation = "classpath:wsdl/activation-callback-v1.wsdl")
    public static final class Operator implements ActivationCallback, AutoCloseable {

        private final List<ReportOutcome> taken = new CopyOnWriteArrayList<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final int failures;
        private final Server server = new Server();
        private final ServerConnector connector = new ServerConnector(server);

        Operator(int failures) throws Exception {
            this.failures = failures;
            Bus bus = BusFactory.newInstance().createBus();
            var servlet = new CXFNonSpringServlet();
            servlet.setBus(bus);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            var context = new ServletContextHandler("/");
            context.addServlet(new ServletHolder(servlet), "/soap/*");
            server.setHandler(context);
            new EndpointImpl(bus, this).publish("/activation-callback/v1");
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + connector.getLocalPort() + "/soap/activation-callback/v1";
        }

        @Override
        public ReportOutcomeResponse reportOutcome(ReportOutcome report) {
            if (calls.incrementAndGet() <= failures) {
                throw new IllegalStateException("not now");
            }
            taken.add(report);
            var response = new ReportOutcomeResponse();
            response.setRequestId(report.getRequestId());
            return response;
        }

        @Override
        public void close() throws Exception {
            server.stop();
        }
    }
}
