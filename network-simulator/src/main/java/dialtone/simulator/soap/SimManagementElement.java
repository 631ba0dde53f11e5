package dialtone.simulator.soap;

import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Answer.Refused;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.element.Work.Timing;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.Entity;
import dialtone.soap.simmanagement.v1.ActivateSim;
import dialtone.soap.simmanagement.v1.ActivateSimResponse;
import dialtone.soap.simmanagement.v1.DeactivateSim;
import dialtone.soap.simmanagement.v1.DeactivateSimResponse;
import dialtone.soap.simmanagement.v1.GetSim;
import dialtone.soap.simmanagement.v1.GetSimResponse;
import dialtone.soap.simmanagement.v1.GetStatus;
import dialtone.soap.simmanagement.v1.GetStatusResponse;
import dialtone.soap.simmanagement.v1.Sim;
import dialtone.soap.simmanagement.v1.SimManagement;
import dialtone.soap.simmanagement.v1.SimState;
import dialtone.soap.simmanagement.v1.SimType;
import jakarta.jws.WebService;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SIM vendor: a card or profile is activated once in its life. The code to load a profile by is the SM-DP+'s. */
@WebService(
        endpointInterface = "dialtone.soap.simmanagement.v1.SimManagement",
        targetNamespace = "urn:dialtone:sim-management:v1",
        serviceName = "SimManagementService",
        portName = "SimManagementPort",
        wsdlLocation = "classpath:wsdl/sim-management-v1.wsdl")
public final class SimManagementElement implements SimManagement {

    private static final NetworkElement SIM = NetworkElement.SIM;
    private static final String ACTIVE = SimState.ACTIVE.value();
    private static final String DEACTIVATED = SimState.DEACTIVATED.value();

    private final SoapExchange exchange;

    SimManagementElement(SoapExchange exchange) {
        this.exchange = exchange;
    }

    /** A SIM as the element keeps it; its state stands beside it. */
    record Stored(
            String iccid,
            String imsi,
            SimType simType,
            @Nullable String eid,
            String requestId) {}

    /** What an activation is about: two requests with one id must agree in it. */
    private record Wanted(
            String iccid,
            String imsi,
            SimType simType,
            @Nullable String eid) {}

    @Override
    public ActivateSimResponse activateSim(ActivateSim request) {
        var wanted = new Wanted(request.getIccid(), request.getImsi(), request.getSimType(), request.getEid());
        Call call = Call.order(
                        SIM,
                        "activateSim",
                        request.getRequestId(),
                        List.of(request.getIccid(), request.getImsi()),
                        wanted)
                .reportingTo(request.getReplyTo());
        var outcome = exchange.serve(
                call, Stored.class, (books, timing) -> activate(books, timing, wanted, request.getRequestId()));
        var response = new ActivateSimResponse();
        response.setCompletion(outcome.completion());
        return response;
    }

    private Answer activate(Books books, Timing timing, Wanted wanted, String requestId) {
        if (wanted.simType() == SimType.PHYSICAL && wanted.eid() != null) {
            return Refused.because(FaultKind.INVALID_INPUT, "eid: a physical SIM has none");
        }
        Optional<Entity> known = books.entity(SIM, wanted.iccid());
        if (known.isPresent()) {
            return known.get().state().equals(DEACTIVATED)
                    ? Refused.because(
                            FaultKind.NOT_IN_VALID_STATE, "ICCID " + wanted.iccid() + " is deactivated for good")
                    : Refused.because(
                            FaultKind.OBJECT_IN_USE, "ICCID " + wanted.iccid() + " was activated by another request");
        }
        String document = exchange.documents()
                .write(new Stored(wanted.iccid(), wanted.imsi(), wanted.simType(), wanted.eid(), requestId));
        String state = timing == Timing.NOW ? ACTIVE : Entity.PENDING;
        books.add(new Entity(SIM, wanted.iccid(), null, state, requestId, document));
        return new Answer.Done(document);
    }

    @Override
    public GetSimResponse getSim(GetSim request) {
        record Found(Stored sim, String state) {}
        Call call = Call.question(SIM, "getSim", request.getIccid());
        var found = exchange.serve(
                        call,
                        Found.class,
                        (books, timing) -> books.entity(SIM, request.getIccid())
                                .<Answer>map(entity -> new Answer.Done(exchange.documents()
                                        .write(new Found(
                                                exchange.documents().read(entity.document(), Stored.class),
                                                entity.state()))))
                                .orElseGet(() -> absent(request.getIccid())))
                .document();
        var sim = new Sim();
        sim.setIccid(found.sim().iccid());
        sim.setImsi(found.sim().imsi());
        sim.setSimType(found.sim().simType());
        sim.setEid(found.sim().eid());
        sim.setState(SimState.fromValue(found.state()));
        sim.setRequestId(found.sim().requestId());
        var response = new GetSimResponse();
        response.setSim(sim);
        return response;
    }

    @Override
    public DeactivateSimResponse deactivateSim(DeactivateSim request) {
        String iccid = request.getIccid();
        Call call = Call.order(SIM, "deactivateSim", request.getRequestId(), List.of(iccid), iccid);
        exchange.serve(call, Stored.class, (books, timing) -> deactivate(books, iccid));
        var response = new DeactivateSimResponse();
        response.setIccid(iccid);
        return response;
    }

    private static Answer deactivate(Books books, String iccid) {
        Optional<Entity> sim = books.entity(SIM, iccid);
        if (sim.isEmpty()) {
            return absent(iccid);
        }
        if (!sim.get().state().equals(ACTIVE)) {
            return Refused.because(
                    FaultKind.NOT_IN_VALID_STATE,
                    "ICCID " + iccid + " is " + sim.get().state());
        }
        books.changeState(sim.get(), DEACTIVATED);
        return new Answer.Done(sim.get().document());
    }

    private static Answer absent(String iccid) {
        return Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no activated SIM with ICCID " + iccid);
    }

    @Override
    public GetStatusResponse getStatus(GetStatus request) {
        var response = new GetStatusResponse();
        response.setStatus(exchange.status(SIM));
        return response;
    }
}
