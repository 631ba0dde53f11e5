package dialtone.simulator.soap;

import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Answer.Refused;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.Capacity;
import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.Entity;
import dialtone.soap.subscriberprovisioning.v1.BarSubscriber;
import dialtone.soap.subscriberprovisioning.v1.BarSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.Barring;
import dialtone.soap.subscriberprovisioning.v1.BarringDirection;
import dialtone.soap.subscriberprovisioning.v1.ChangeSim;
import dialtone.soap.subscriberprovisioning.v1.ChangeSimResponse;
import dialtone.soap.subscriberprovisioning.v1.CreateSubscriber;
import dialtone.soap.subscriberprovisioning.v1.CreateSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriber;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.GetStatus;
import dialtone.soap.subscriberprovisioning.v1.GetStatusResponse;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.Subscriber;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioning;
import dialtone.soap.subscriberprovisioning.v1.UnbarSubscriber;
import dialtone.soap.subscriberprovisioning.v1.UnbarSubscriberResponse;
import jakarta.jws.WebService;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The HLR/HSS: an IMSI exists once, an MSISDN belongs to one IMSI. A subscriber who goes over to another SIM keeps the latter. */
@WebService(
        endpointInterface = "dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioning",
        targetNamespace = "urn:dialtone:subscriber-provisioning:v1",
        serviceName = "SubscriberProvisioningService",
        portName = "SubscriberProvisioningPort",
        wsdlLocation = "classpath:wsdl/subscriber-provisioning-v1.wsdl")
public final class SubscriberProvisioningElement implements SubscriberProvisioning {

    private static final NetworkElement HLR = NetworkElement.HLR;

    private final SoapExchange exchange;

    SubscriberProvisioningElement(SoapExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * What a subscriber is barred from.
     *
     * @param direction null when it is barred from nothing any more
     * @param requestId that has set it so
     */
    record StoredBarring(
            @Nullable BarringDirection direction, @Nullable String reason, String requestId) {

        Barring onTheWire() {
            var barring = new Barring();
            barring.setDirection(direction);
            barring.setReason(reason);
            barring.setRequestId(requestId);
            return barring;
        }
    }

    /**
     * A subscriber as the HLR keeps it.
     *
     * @param barring      null when it has never been barred
     * @param simChangedBy request by which it went over to its SIM; null when it has the one that it was made with
     */
    record Stored(
            String imsi,
            String msisdn,
            String iccid,
            String profile,
            String requestId,
            @Nullable StoredBarring barring,
            @Nullable String simChangedBy) {

        boolean isBarred() {
            return barring != null && barring.direction() != null;
        }

        Stored with(StoredBarring next) {
            return new Stored(imsi, msisdn, iccid, profile, requestId, next, simChangedBy);
        }

        Stored onSim(ChangeSim request) {
            return new Stored(
                    request.getNewImsi(),
                    msisdn,
                    request.getNewIccid(),
                    profile,
                    requestId,
                    barring,
                    request.getRequestId());
        }

        Subscriber onTheWire() {
            var subscriber = new Subscriber();
            subscriber.setImsi(imsi);
            subscriber.setMsisdn(msisdn);
            subscriber.setIccid(iccid);
            subscriber.setProfile(profile);
            subscriber.setRequestId(requestId);
            if (barring != null) {
                subscriber.setBarring(barring.onTheWire());
            }
            subscriber.setSimChangedBy(simChangedBy);
            return subscriber;
        }
    }

    @Override
    public CreateSubscriberResponse createSubscriber(CreateSubscriber request) {
        var wanted = new Stored(
                request.getImsi(),
                request.getMsisdn(),
                request.getIccid(),
                request.getProfile(),
                request.getRequestId(),
                null,
                null);
        Call call = Call.order(
                HLR,
                "createSubscriber",
                request.getRequestId(),
                List.of(wanted.imsi(), wanted.msisdn(), wanted.iccid()),
                wanted);
        var outcome = exchange.serve(call, Stored.class, (books, timing) -> create(books, wanted));
        var response = new CreateSubscriberResponse();
        response.setSubscriber(outcome.document().onTheWire());
        return response;
    }

    private Answer create(Books books, Stored wanted) {
        if (books.entity(HLR, wanted.imsi()).isPresent()) {
            return Refused.because(FaultKind.OBJECT_IN_USE, "IMSI " + wanted.imsi() + " exists");
        }
        Optional<Entity> holder = books.entityByAlias(HLR, wanted.msisdn());
        if (holder.isPresent()) {
            return Refused.because(
                    FaultKind.OBJECT_IN_USE,
                    "MSISDN " + wanted.msisdn() + " belongs to IMSI "
                            + holder.get().key());
        }
        Optional<Answer> full = Capacity.refusal(books, HLR);
        if (full.isPresent()) {
            return full.get();
        }
        String document = exchange.documents().write(wanted);
        books.add(new Entity(HLR, wanted.imsi(), wanted.msisdn(), "ACTIVE", wanted.requestId(), document));
        return new Answer.Done(document);
    }

    @Override
    public GetSubscriberResponse getSubscriber(GetSubscriber request) {
        Call call = Call.question(HLR, "getSubscriber", request.getImsi());
        var outcome = exchange.serve(
                call,
                Stored.class,
                (books, timing) -> books.entity(HLR, request.getImsi())
                        .<Answer>map(entity -> new Answer.Done(entity.document()))
                        .orElseGet(() -> absent(request.getImsi())));
        var response = new GetSubscriberResponse();
        response.setSubscriber(outcome.document().onTheWire());
        return response;
    }

    @Override
    public DeleteSubscriberResponse deleteSubscriber(DeleteSubscriber request) {
        String imsi = request.getImsi();
        Call call = Call.order(HLR, "deleteSubscriber", request.getRequestId(), List.of(imsi), imsi);
        exchange.serve(call, Stored.class, (books, timing) -> {
            Optional<Entity> subscriber = books.entity(HLR, imsi);
            subscriber.ifPresent(books::remove);
            return subscriber
                    .<Answer>map(entity -> new Answer.Done(entity.document()))
                    .orElseGet(() -> absent(imsi));
        });
        var response = new DeleteSubscriberResponse();
        response.setImsi(imsi);
        return response;
    }

    @Override
    public BarSubscriberResponse barSubscriber(BarSubscriber request) {
        String imsi = request.getImsi();
        var barring = new StoredBarring(request.getDirection(), request.getReason(), request.getRequestId());
        Call call = Call.order(HLR, "barSubscriber", request.getRequestId(), List.of(imsi), barring);
        var outcome = exchange.serve(
                call,
                Stored.class,
                (books, timing) -> bar(books, imsi, barring, stored -> !stored.isBarred(), "is barred already"));
        var response = new BarSubscriberResponse();
        response.setSubscriber(outcome.document().onTheWire());
        return response;
    }

    @Override
    public UnbarSubscriberResponse unbarSubscriber(UnbarSubscriber request) {
        String imsi = request.getImsi();
        Call call = Call.order(HLR, "unbarSubscriber", request.getRequestId(), List.of(imsi), imsi);
        var nothing = new StoredBarring(null, null, request.getRequestId());
        var outcome = exchange.serve(
                call, Stored.class, (books, timing) -> bar(books, imsi, nothing, Stored::isBarred, "is not barred"));
        var response = new UnbarSubscriberResponse();
        response.setSubscriber(outcome.document().onTheWire());
        return response;
    }

    private Answer bar(Books books, String imsi, StoredBarring barring, Predicate<Stored> fit, String unfit) {
        Optional<Entity> subscriber = books.entity(HLR, imsi);
        if (subscriber.isEmpty()) {
            return absent(imsi);
        }
        Stored stored = exchange.documents().read(subscriber.get().document(), Stored.class);
        if (!fit.test(stored)) {
            return Refused.because(FaultKind.NOT_IN_VALID_STATE, "IMSI " + imsi + " " + unfit);
        }
        String document = exchange.documents().write(stored.with(barring));
        books.changeDocument(subscriber.get(), document);
        return new Answer.Done(document);
    }

    @Override
    public ChangeSimResponse changeSim(ChangeSim request) {
        // counted with what the subscriber is known by afterwards
        List<String> identifiers = List.of(request.getNewImsi(), request.getImsi(), request.getNewIccid());
        Call call = Call.order(HLR, "changeSim", request.getRequestId(), identifiers, identifiers);
        var outcome = exchange.serve(call, Stored.class, (books, timing) -> changeSim(books, request));
        var response = new ChangeSimResponse();
        response.setSubscriber(outcome.document().onTheWire());
        return response;
    }

    private Answer changeSim(Books books, ChangeSim request) {
        Optional<Entity> subscriber = books.entity(HLR, request.getImsi());
        if (subscriber.isEmpty()) {
            return absent(request.getImsi());
        }
        if (books.entity(HLR, request.getNewImsi()).isPresent()) {
            return Refused.because(FaultKind.OBJECT_IN_USE, "IMSI " + request.getNewImsi() + " exists");
        }
        Entity former = subscriber.get();
        String document = exchange.documents()
                .write(exchange.documents()
                        .read(former.document(), Stored.class)
                        .onSim(request));
        books.remove(former);
        books.add(new Entity(HLR, request.getNewImsi(), former.alias(), former.state(), former.requestId(), document));
        return new Answer.Done(document);
    }

    private static Answer absent(String imsi) {
        return Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no subscriber with IMSI " + imsi);
    }

    @Override
    public GetStatusResponse getStatus(GetStatus request) {
        var response = new GetStatusResponse();
        response.setStatus(exchange.status(HLR));
        return response;
    }
}
