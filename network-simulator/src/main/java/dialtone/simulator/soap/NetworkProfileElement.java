package dialtone.simulator.soap;

import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Answer.Refused;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.Capacity;
import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.element.Work.Timing;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.Entity;
import dialtone.soap.networkprofile.v1.AppliedProfile;
import dialtone.soap.networkprofile.v1.ApplyProfile;
import dialtone.soap.networkprofile.v1.ApplyProfileResponse;
import dialtone.soap.networkprofile.v1.GetProfile;
import dialtone.soap.networkprofile.v1.GetProfileResponse;
import dialtone.soap.networkprofile.v1.GetStatus;
import dialtone.soap.networkprofile.v1.GetStatusResponse;
import dialtone.soap.networkprofile.v1.NetworkProfile;
import dialtone.soap.networkprofile.v1.ProfileState;
import dialtone.soap.networkprofile.v1.RemoveProfile;
import dialtone.soap.networkprofile.v1.RemoveProfileResponse;
import jakarta.jws.WebService;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Policy and subscriber data: profiles of an IMSI, each once; an add-on is a profile beside that of the plan. One may take the place of
 * another.
 */
@WebService(
        endpointInterface = "dialtone.soap.networkprofile.v1.NetworkProfile",
        targetNamespace = "urn:dialtone:network-profile:v1",
        serviceName = "NetworkProfileService",
        portName = "NetworkProfilePort",
        wsdlLocation = "classpath:wsdl/network-profile-v1.wsdl")
public final class NetworkProfileElement implements NetworkProfile {

    private static final NetworkElement POLICY = NetworkElement.POLICY;

    private final SoapExchange exchange;

    NetworkProfileElement(SoapExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * A profile as the element keeps it; its state stands beside it.
     *
     * @param replacedKey of the profile whose place it takes; null when it takes none
     */
    record Stored(
            String imsi,
            String msisdn,
            String profile,
            List<String> apn,
            int qosClass,
            int downlinkKbps,
            int uplinkKbps,
            String requestId,
            @Nullable String replacedKey) {

        String key() {
            return keyOf(imsi, profile);
        }
    }

    private static String keyOf(String imsi, String profile) {
        return imsi + "/" + profile;
    }

    @Override
    public ApplyProfileResponse applyProfile(ApplyProfile request) {
        var wanted = new Stored(
                request.getImsi(),
                request.getMsisdn(),
                request.getProfile(),
                List.copyOf(request.getApn()),
                request.getQosClass(),
                request.getDownlinkKbps(),
                request.getUplinkKbps(),
                request.getRequestId(),
                request.getReplaces() == null ? null : keyOf(request.getImsi(), request.getReplaces()));
        Call call = Call.order(
                        POLICY, "applyProfile", request.getRequestId(), List.of(wanted.key(), wanted.msisdn()), wanted)
                .reportingTo(request.getReplyTo());
        var outcome = exchange.serve(call, Stored.class, (books, timing) -> apply(books, timing, wanted));
        var response = new ApplyProfileResponse();
        response.setCompletion(outcome.completion());
        return response;
    }

    private Answer apply(Books books, Timing timing, Stored wanted) {
        if (books.entity(POLICY, wanted.key()).isPresent()) {
            return Refused.because(
                    FaultKind.OBJECT_IN_USE,
                    "IMSI " + wanted.imsi() + " has profile " + wanted.profile() + " by another request");
        }
        String replacedKey = wanted.replacedKey();
        Optional<Answer> full = replacedKey == null ? Capacity.refusal(books, POLICY) : Optional.empty();
        if (full.isPresent()) {
            return full.get();
        }
        if (replacedKey != null) {
            Optional<Entity> replaced = books.entity(POLICY, replacedKey);
            if (replaced.isEmpty()) {
                return absent(replacedKey);
            }
            if (replaced.get().state().equals(Entity.PENDING)) {
                return pending(replacedKey);
            }
            if (timing == Timing.NOW) {
                books.remove(replaced.get());
            }
        }
        String document = exchange.documents().write(wanted);
        String state = timing == Timing.NOW ? ProfileState.APPLIED.value() : Entity.PENDING;
        books.add(new Entity(POLICY, wanted.key(), null, state, wanted.requestId(), document));
        return new Answer.Done(document);
    }

    @Override
    public GetProfileResponse getProfile(GetProfile request) {
        record Found(Stored profile, String state) {}
        String key = keyOf(request.getImsi(), request.getProfile());
        Call call = Call.question(POLICY, "getProfile", key);
        var found = exchange.serve(
                        call,
                        Found.class,
                        (books, timing) -> books.entity(POLICY, key)
                                .<Answer>map(entity -> new Answer.Done(exchange.documents()
                                        .write(new Found(
                                                exchange.documents().read(entity.document(), Stored.class),
                                                entity.state()))))
                                .orElseGet(() -> absent(key)))
                .document();
        var applied = new AppliedProfile();
        applied.setImsi(found.profile().imsi());
        applied.setMsisdn(found.profile().msisdn());
        applied.setProfile(found.profile().profile());
        applied.getApn().addAll(found.profile().apn());
        applied.setQosClass(found.profile().qosClass());
        applied.setDownlinkKbps(found.profile().downlinkKbps());
        applied.setUplinkKbps(found.profile().uplinkKbps());
        applied.setState(ProfileState.fromValue(found.state()));
        applied.setRequestId(found.profile().requestId());
        var response = new GetProfileResponse();
        response.setAppliedProfile(applied);
        return response;
    }

    @Override
    public RemoveProfileResponse removeProfile(RemoveProfile request) {
        String imsi = request.getImsi();
        String key = keyOf(imsi, request.getProfile());
        Call call = Call.order(POLICY, "removeProfile", request.getRequestId(), List.of(key), key);
        exchange.serve(call, Stored.class, (books, timing) -> remove(books, key));
        var response = new RemoveProfileResponse();
        response.setImsi(imsi);
        return response;
    }

    private static Answer remove(Books books, String key) {
        Optional<Entity> profile = books.entity(POLICY, key);
        if (profile.isEmpty()) {
            return absent(key);
        }
        if (profile.get().state().equals(Entity.PENDING)) {
            return pending(key);
        }
        books.remove(profile.get());
        return new Answer.Done(profile.get().document());
    }

    private static Answer pending(String key) {
        return Refused.because(FaultKind.NOT_IN_VALID_STATE, "profile " + key + " is PENDING");
    }

    private static Answer absent(String key) {
        return Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no profile " + key);
    }

    @Override
    public GetStatusResponse getStatus(GetStatus request) {
        var response = new GetStatusResponse();
        response.setStatus(exchange.status(POLICY));
        return response;
    }
}
