package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.bpmn.ProcessError;
import dialtone.catalog.SuspensionReason;
import dialtone.element.ElementLimits.Proposal;
import dialtone.element.ElementState;
import dialtone.fulfilment.CustomerNotice;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobOutcome.Deferred;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import dialtone.platform.qr.QrCode;
import dialtone.platform.route.JobRoutes;
import dialtone.soap.creditcheck.v1.CreditCheck;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.cxf.Bus;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations, checks and the mail: each once, whatever becomes of an answer. */
class FulfilmentRoutesTest extends RouteStory {

    /** The checks, three activations, and what takes each of them back; there are more. */
    private static final int NETWORK_JOBS = 7;

    @Test
    void anESimIsActivatedAtRegisterAndVendor() throws Exception {
        assertThat(perform("fulfilment.activate-sim", 1)).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(paper.step());
        assertThat(network.effects("hlr")).isEqualTo(1);
        assertThat(network.effects("sim")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fulfilment.activate-sim",
                "fulfilment.activate-device",
                "fulfilment.apply-network-profile",
                "fulfilment.notify-customer"
            })
    void aJobThatComesAgainAnswersTheSameAndAsksNoElement(String jobType) throws Exception {
        JobOutcome first = perform(jobType, 1);
        long requests = requests();
        assertThat(perform(jobType, 1)).isEqualTo(first);
        assertThat(perform(jobType, 2)).isEqualTo(first);
        assertThat(requests()).isEqualTo(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hlr", "sim"})
    void anAnswerThatIsLostIsReadBackAndTheEffectIsThereOnce(String element) throws Exception {
        network.order(element, "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform("fulfilment.activate-sim", 1)).isInstanceOf(Outage.class);
        assertThat(perform("fulfilment.activate-sim", 1)).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(paper.step());
        assertThat(network.effects("hlr")).isEqualTo(1);
        assertThat(network.effects("sim")).isEqualTo(1);
        assertThat(network.count(element, "duplicates")).isZero();
    }

    @Test
    void aLostAnswerOfADeviceOrAProfileIsReadBackToo() throws Exception {
        network.order("device", "{\"mode\":\"DROP\",\"remaining\":1}");
        network.order("policy", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform("fulfilment.activate-device", 1)).isInstanceOf(Outage.class);
        assertThat(perform("fulfilment.activate-device", 1)).isEqualTo(DONE);
        assertThat(perform("fulfilment.apply-network-profile", 2)).isInstanceOf(Outage.class);
        assertThat(perform("fulfilment.apply-network-profile", 2)).isEqualTo(DONE);
        assertThat(network.effects("device")).isEqualTo(1);
        assertThat(network.effects("policy")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim:fulfilment.activate-sim", "device:fulfilment.activate-device"})
    void aRefusalIsAnsweredInTheElementsWordsAndAResubmittedJobAsksAnew(String elementAndJob) throws Exception {
        String element = elementAndJob.split(":", 2)[0];
        String jobType = elementAndJob.split(":", 2)[1];
        network.order(element, "{\"mode\":\"REFUSE\",\"remaining\":1}");
        JobOutcome refused = perform(jobType, 1);
        assertThat(refused).isInstanceOfSatisfying(Refused.class, refusal -> {
            assertThat(refusal.error()).isEqualTo(ProcessError.ELEMENT_REFUSED);
            assertThat(refusal.message())
                    .contains("1005")
                    .contains("unableToComply")
                    .contains(element);
        });
        assertThat(perform(jobType, 1)).isEqualTo(refused);
        assertThat(perform(jobType, 2)).isEqualTo(DONE);
        assertThat(network.effects(element)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hlr:fulfilment.activate-sim",
                "policy:fulfilment.apply-network-profile",
                "device:fulfilment.activate-device",
                "hlr:fulfilment.check-dependencies",
                "coverage:fulfilment.check-dependencies",
                "mail:fulfilment.notify-customer"
            })
    void anElementThatIsDownIsAnOutageAndTheNextAttemptSucceeds(String elementAndJob) throws Exception {
        String element = elementAndJob.split(":", 2)[0];
        String jobType = elementAndJob.split(":", 2)[1];
        network.order(element, "{\"mode\":\"DOWN\"}");
        assertThat(perform(jobType, 1)).isInstanceOf(Outage.class);
        network.order(element, "{\"mode\":\"NORMAL\"}");
        assertThat(perform(jobType, 1)).isInstanceOf(JobOutcome.Completed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sim:fulfilment.activate-sim",
                "policy:fulfilment.apply-network-profile",
                "device:fulfilment.activate-device"
            })
    void workThatIsAcceptedIsOutstandingUntilTheElementHasDoneIt(String elementAndJob) throws Exception {
        String element = elementAndJob.split(":", 2)[0];
        String jobType = elementAndJob.split(":", 2)[1];
        network.order(element, "{\"mode\":\"LATE\",\"delayMillis\":400,\"remaining\":1}");
        assertThat(perform(jobType, 1)).isEqualTo(OUTSTANDING);
        assertThat(paper.awaited).containsExactly(paper.step());
        assertThat(paper.completed).isEmpty();
        assertThat(until(jobType, outcome -> !outcome.equals(OUTSTANDING))).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(paper.step());
        assertThat(network.effects(element)).isEqualTo(1);
    }

    @Test
    void workThatIsAcceptedAndThenRefusedIsRefused() throws Exception {
        network.order("device", "{\"mode\":\"LATE\",\"delayMillis\":200,\"remaining\":1,\"outcome\":\"REFUSED\"}");
        assertThat(perform("fulfilment.activate-device", 1)).isEqualTo(OUTSTANDING);
        assertThat(until("fulfilment.activate-device", outcome -> !outcome.equals(OUTSTANDING)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aCircuitOpensAfterFailuresAndTheElementIsLeftInPeaceUntilOneCallFindsItBack() throws Exception {
        network.order("policy", "{\"mode\":\"DOWN\"}");
        for (int i = 0; state("policy") == ElementState.CLOSED; i++) {
            assertThat(i).isLessThan(20);
            assertThat(perform("fulfilment.apply-network-profile", 1)).isInstanceOf(Outage.class);
        }
        long requests = network.count("policy", "requests");
        assertThat(perform("fulfilment.apply-network-profile", 1))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> assertThat(deferred.message()).contains("policy is out of reach"));
        assertThat(network.count("policy", "requests")).isEqualTo(requests);
        network.order("policy", "{\"mode\":\"NORMAL\"}");
        assertThat(perform("fulfilment.apply-network-profile", 1)).isInstanceOf(Deferred.class);

        pass(Duration.ofSeconds(6));
        assertThat(perform("fulfilment.apply-network-profile", 1)).isEqualTo(DONE);
        assertThat(state("policy")).isEqualTo(ElementState.CLOSED);
        assertThat(network.effects("policy")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hlr:fulfilment.activate-sim",
                "sim:fulfilment.activate-sim",
                "device:fulfilment.activate-device",
                "policy:fulfilment.apply-network-profile",
                "credit:fulfilment.check-dependencies",
                "coverage:fulfilment.check-dependencies",
                "identity:fulfilment.check-dependencies",
                "charging:fulfilment.check-dependencies",
                "device:fulfilment.check-dependencies"
            })
    void anElementInMaintenanceIsAskedNothingAndWhatNeedsItWaits(String elementAndJob) throws Exception {
        String element = elementAndJob.split(":", 2)[0];
        String jobType = elementAndJob.split(":", 2)[1];
        long before = network.count(element, "requests");
        limit(element, maintenance(now().plus(Duration.ofHours(1))));
        assertThat(perform(jobType, 1))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> assertThat(deferred.message()).contains("new boards"));
        assertThat(network.count(element, "requests")).isEqualTo(before);

        limit(element, NOTHING);
        assertThat(perform(jobType, 1)).isInstanceOf(JobOutcome.Completed.class);
    }

    @Test
    void whatIsMoreThanAnElementMayGetWaitsAndComesToItsEndInOneGo() throws Exception {
        limit(
                "policy",
                new Proposal(Optional.empty(), Optional.of(1), Optional.of(5), Optional.empty(), Optional.empty()));
        assertThat(perform("fulfilment.apply-network-profile", 1)).isEqualTo(DONE);
        paper = new OrderOnPaper(4711);
        assertThat(perform("fulfilment.apply-network-profile", 2)).isInstanceOf(Deferred.class);
        pass(Duration.ofMinutes(5));
        // asks what became of its first attempt, and then does it
        assertThat(perform("fulfilment.apply-network-profile", 2)).isEqualTo(DONE);
        assertThat(network.effects("policy")).isEqualTo(2);
        assertThat(network.count("policy", "requests")).isEqualTo(3);
    }

    @Test
    void everyJobButTheMailToTheCustomerNamesTheElementsThatItAsks() {
        assertThat(context().getRoutes())
                .filteredOn(route -> route.getRouteId().startsWith("fulfilment."))
                .filteredOn(route -> !route.getRouteId().equals("fulfilment.notify-customer"))
                .hasSizeGreaterThan(NETWORK_JOBS)
                .allSatisfy(route -> assertThat(JobRoutes.elements(route))
                        .as(route.getRouteId())
                        .isNotEmpty());
    }

    /** What a job's route says of its elements decides when its jobs are taken. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fulfilment.activate-sim",
                "fulfilment.activate-device",
                "fulfilment.apply-network-profile",
                "fulfilment.provision-charging",
                "fulfilment.update-sim",
                "fulfilment.create-mailbox",
                "fulfilment.ship-sim",
                "fulfilment.ship-device",
                "fulfilment.ask-device-back",
                "fulfilment.order-profile",
                "fulfilment.check-dependencies",
                "fulfilment.notify-customer"
            })
    void aJobAsksTheElementsThatItsRouteNamesAndNoOther(String jobType) throws Exception {
        assertThat(perform(jobType, 1)).isInstanceOf(JobOutcome.Completed.class);
        Set<String> asked = new TreeSet<>();
        for (String element : ELEMENTS) {
            if (network.count(element, "requests") > 0) {
                asked.add(element);
            }
        }
        if (jobType.equals("fulfilment.check-dependencies")) {
            assertThat(asked.remove("voicemail"))
                    .as("asked for its room, and waited for by nobody")
                    .isTrue();
        }
        assertThat(JobRoutes.elements(context().getRoute(jobType))).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "activate-sim:deactivate-sim",
                "activate-device:deactivate-device",
                "apply-network-profile:remove-network-profile",
                "provision-charging:remove-charging",
                "update-sim:withdraw-update",
                "create-mailbox:remove-mailbox",
                "ship-sim:cancel-shipment",
                "ship-device:cancel-device-shipment",
                "order-profile:cancel-profile"
            })
    void whatTakesBackNeedsTheElementsOfWhatItTakesBack(String pair) {
        String does = "fulfilment." + pair.split(":", 2)[0];
        String undoes = "fulfilment." + pair.split(":", 2)[1];
        assertThat(JobRoutes.elements(context().getRoute(undoes)))
                .isNotEmpty()
                .isEqualTo(JobRoutes.elements(context().getRoute(does)));
    }

    private static final Proposal NOTHING =
            new Proposal(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void aRefusalDoesNotOpenTheCircuit() throws Exception {
        network.order("hlr", "{\"mode\":\"REFUSE\"}");
        for (int i = 1; i <= 25; i++) {
            assertThat(perform("fulfilment.activate-sim", i)).isInstanceOf(Refused.class);
        }
        assertThat(state("hlr")).isEqualTo(ElementState.CLOSED);
    }

    @Test
    void aMessageThatBreaksTheContractIsOurFaultAndNotTheElements() {
        paper.customerName = "x".repeat(300);
        for (int i = 1; i <= 25; i++) {
            int job = i;
            assertThatThrownBy(() -> perform("fulfilment.check-dependencies", job))
                    .isInstanceOf(Exception.class);
        }
        assertThat(state("credit")).isEqualTo(ElementState.CLOSED);
    }

    /** CXF opens the connection with the first byte and waits for the last. */
    @Test
    void aRequestThatIsWrittenSlowlyIsSentAllTheSame() throws Exception {
        var slow = new PauseWhileWriting(Duration.ofMillis(1_500));
        Bus bus = context().getEndpoints().stream()
                .filter(CxfEndpoint.class::isInstance)
                .map(CxfEndpoint.class::cast)
                .filter(endpoint -> endpoint.getServiceClass().equals(CreditCheck.class))
                .map(CxfEndpoint::getBus)
                .findFirst()
                .orElseThrow();
        paper.customerName = "Paul Defaulter";
        bus.getOutInterceptors().add(slow);
        try {
            assertRefused("CREDIT_POOR");
        } finally {
            bus.getOutInterceptors().remove(slow);
        }
        assertThat(slow.paused).isTrue();
    }

    @Test
    void theCustomerIsToldWhatHasChangedAndWhatHasEnded() throws Exception {
        paper.ended = List.of("Fairline 5 & case");
        paper.changed = List.of(new CustomerNotice.Change("Mobile S", "Mobile M & more"));
        perform("fulfilment.notify-customer", 1);
        var mail = network.get("mails?to=ada@customers.example").get(0);
        assertThat(mail.path("text").asText())
                .contains("- Mobile M & more", "- Mobile S is now Mobile M & more", "- Fairline 5 & case has ended");
    }

    @Test
    void theCustomerIsToldWhatIsSuspendedAndWhyAndWhatIsBack() throws Exception {
        paper.suspended = List.of(
                new CustomerNotice.Suspended(
                        "Mobile S", new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL)),
                new CustomerNotice.Suspended(
                        "Mobile L", new LineSuspension(SuspensionReason.NON_PAYMENT, Barring.OUTGOING)));
        paper.resumed = List.of("Mobile M");
        perform("fulfilment.notify-customer", 1);
        var mail = network.get("mails?to=ada@customers.example").get(0);
        assertThat(mail.path("text").asText())
                .contains(
                        "- Mobile S is suspended: lost or stolen, it can neither be used nor reached",
                        "- Mobile L is suspended: not paid, it can be reached, and makes no calls and sends no messages",
                        "- Mobile M can be used again");
    }

    @Test
    void theCustomerIsToldByOneMailWithNumberAndActivationCode() throws Exception {
        assertThat(perform("fulfilment.notify-customer", 1)).isEqualTo(JobOutcome.completed());
        var mails = network.get("mails?to=ada@customers.example");
        assertThat(mails).hasSize(1);
        var mail = mails.get(0);
        assertThat(mail.path("subject").asText()).isEqualTo("Your order " + paper.order + " is complete");
        assertThat(mail.path("messageId").asText()).contains(paper.order.value() + ".complete@dialtone");
        assertThat(mail.path("text").asText())
                .contains("+4915100000001")
                .contains("LPA:1$smdp.example$A1")
                .contains("Mobile M & more");
        assertThat(mail.path("html").asText()).contains("Mobile M &amp; more", "<img src=\"cid:esim-1@dialtone\"");
        var picture = mail.path("pictures").get(0);
        assertThat(picture.path("contentId").asText()).isEqualTo("esim-1@dialtone");
        assertThat(picture.path("contentType").asText()).isEqualTo("image/png");
        assertThat(picture.path("disposition").asText()).isEqualTo("inline");
        assertThat(Base64.getDecoder().decode(picture.path("base64").asText()))
                .isEqualTo(QrCode.png("LPA:1$smdp.example$A1"));
    }

    @Test
    void aCustomerWithoutAMailAddressIsNotTold() throws Exception {
        paper.email = "";
        assertThat(perform("fulfilment.notify-customer", 1)).isEqualTo(JobOutcome.completed());
        assertThat(network.count("mail", "requests")).isZero();
    }

    /** Between the message and its last byte, on each call. */
    private static final class PauseWhileWriting extends AbstractPhaseInterceptor<Message> {
        private final Duration pause;
        private volatile boolean paused;

        PauseWhileWriting(Duration pause) {
            super(Phase.POST_MARSHAL);
            this.pause = pause;
        }

        @Override
        public void handleMessage(Message message) {
            paused = true;
            try {
                new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
