package dialtone.order.tmf;

import dialtone.catalog.DeliveryExpectation;
import dialtone.esim.ActivationCode;
import dialtone.esim.EsimProfile;
import dialtone.esim.service.EsimProfiles;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.order.AmendOrder;
import dialtone.order.CancellationAssessment;
import dialtone.order.OrderId;
import dialtone.order.OrderTimeline;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Schedule.Activity;
import dialtone.order.Schedule.Timed;
import dialtone.order.service.OrderAmendments;
import dialtone.order.service.OrderEntry;
import dialtone.order.service.OrderTimelines;
import dialtone.order.service.Orders;
import dialtone.platform.qr.QrCode;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /ops/v1/orders/{id}/plan}: how far an order is, step by step. For a partner there are only the orders he placed. */
@Path("/orders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrderPlanResource {

    /**
     * @param state                  of the order, as TMF622 names it
     * @param jeopardy               green, amber or red; absent when the order has ended
     * @param promised               when it was to be done by what was known as it was placed
     * @param expectedCompletionDate when it is to be done by what is known since its jeopardy changed last
     * @param checks                 what the dependency checks found; empty before they have been made
     * @param phases                 what the order takes before its steps and after them
     * @param steps                  in the plan's order; empty before the order has been validated
     * @param criticalPath           ids of the steps and names of the phases that have no time to lose, in their order
     */
    @JsonbPropertyOrder({
        "orderId",
        "state",
        "jeopardy",
        "promised",
        "expectedCompletionDate",
        "checks",
        "phases",
        "steps",
        "criticalPath",
        "milestones",
        "jeopardyAlerts"
    })
    public record OrderPlanView(
            String orderId,
            String state,
            @Nullable String jeopardy,
            @Nullable Instant promised,
            @Nullable Instant expectedCompletionDate,
            List<CheckView> checks,
            List<PhaseView> phases,
            List<PlanStepView> steps,
            List<String> criticalPath,
            List<MilestoneView> milestones,
            List<JeopardyAlertView> jeopardyAlerts) {}

    /** @param name checks, reservation or completion */
    @JsonbPropertyOrder({"name", "expectedSeconds", "expectedStart", "expectedEnd", "startedAt", "endedAt"})
    public record PhaseView(
            String name,
            long expectedSeconds,
            Instant expectedStart,
            Instant expectedEnd,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        static PhaseView of(Timed planned, Optional<Activity> now) {
            return new PhaseView(
                    planned.activity().id(),
                    planned.activity().expected().toSeconds(),
                    planned.begins(),
                    planned.ends(),
                    now.flatMap(Activity::begun).orElse(null),
                    now.flatMap(Activity::ended).orElse(null));
        }
    }

    /**
     * @param verdict      PASSED, CONDITIONAL or REFUSED
     * @param code         OK, or the reason's own
     * @param orderItemId  of the item that it is about; absent when it is about all of the order
     * @param remedy       what would make it pass, a sentence; absent when passed
     * @param alternatives what would pass instead; absent when there is nothing
     */
    @JsonbPropertyOrder({"check", "verdict", "code", "message", "orderItemId", "remedy", "alternatives"})
    public record CheckView(
            String check,
            String verdict,
            String code,
            String message,
            @Nullable String orderItemId,
            @Nullable String remedy,
            @Nullable List<AlternativeView> alternatives) {
        static CheckView of(CheckResult result) {
            List<AlternativeView> others =
                    result.alternatives().stream().map(AlternativeView::of).toList();
            return new CheckView(
                    result.check(),
                    result.verdict().name(),
                    result.code(),
                    result.message(),
                    result.item().orElse(null),
                    result.remedy().orElse(null),
                    others.isEmpty() ? null : others);
        }
    }

    /** @param name productOffering, deposit, requestedStartDate, or the name of a characteristic */
    @JsonbPropertyOrder({"name", "value", "label"})
    public record AlternativeView(String name, String value, String label) {
        static AlternativeView of(Alternative alternative) {
            return new AlternativeView(alternative.name(), alternative.content(), alternative.label());
        }
    }

    /**
     * What a cancellation would do just now.
     *
     * @param objection why it is not possible, a sentence; absent when it is
     * @param undo      steps that would be taken back, the last first
     * @param leave     steps that would not be begun
     */
    public record CancellationView(
            String orderId,
            String state,
            boolean possible,
            @Nullable String objection,
            List<PlanStepView> undo,
            List<PlanStepView> leave) {}

    /**
     * @param orderItemId    of the line
     * @param activationCode {@code LPA:1$...}
     * @param usable         whether a telephone can still load the profile by it; absent when nothing is known of that, as of orders from before
     *                       profiles were followed
     * @param profile        what has become of the profile, for a person; absent before the order is complete
     * @param qrCode         the same as an SVG image; absent when it is not usable
     */
    @JsonbPropertyOrder({"orderItemId", "activationCode", "usable", "profile", "qrCode"})
    public record ActivationCodeView(
            String orderItemId,
            String activationCode,
            @Nullable Boolean usable,
            @Nullable String profile,
            @Nullable String qrCode) {
        static ActivationCodeView of(ActivationCode code) {
            return new ActivationCodeView(
                    code.step().itemId(),
                    code.code(),
                    code.usable().orElse(null),
                    code.profile().map(EsimProfile::words).orElse(null),
                    code.usable().orElse(true) ? QrCode.svg(code.code(), "Activation code of the eSIM") : null);
        }
    }

    @EJB
    private Orders orders;

    @EJB
    private OrderEntry entry;

    @EJB
    private OrderAmendments amendments;

    @EJB
    private OrderTimelines timelines;

    @EJB
    private EsimProfiles esims;

    @Inject
    private Caller caller;

    /** @return 200; 404 */
    @GET
    @Path("{id}/plan")
    @RolesAllowed({"csr", "operations", "partner", "admin"})
    public String plan(@PathParam("id") String id) {
        OrderId orderId = new OrderId(id);
        ProductOrder order = orders.find(orderId, CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        List<PlanStep> steps = orders.plan(orderId);
        OrderTimeline timeline = timelines.of(order, steps);
        return ResourceJson.write(new OrderPlanView(
                id,
                order.state().tmf(),
                order.jeopardy()
                        .map(jeopardy -> jeopardy.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                order.promisedAt().orElse(null),
                order.expectedCompletionAt().orElse(null),
                orders.checks(orderId).stream()
                        .map(check -> CallerOrders.isInside(caller) ? check : check.forOutside())
                        .map(CheckView::of)
                        .toList(),
                phases(timeline),
                steps.stream().map(step -> PlanStepView.of(step, timeline)).toList(),
                timeline.planned().criticalPath().stream()
                        .map(critical -> critical.activity().id())
                        .toList(),
                timeline.milestones().stream().map(MilestoneView::of).toList(),
                timeline.alerts().stream().map(JeopardyAlertView::of).toList()));
    }

    /**
     * By what the customer loads the eSIMs of an order: the code to type in, and the same as a QR code. None before the SM-DP+ has released
     * the profile, and for a physical SIM.
     *
     * @return 200; 404
     */
    @GET
    @Path("{id}/activation-codes")
    @RolesAllowed({"csr", "partner", "admin"})
    public String activationCodes(@PathParam("id") String id) {
        ProductOrder order = orders.find(new OrderId(id), CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        return ResourceJson.write(
                ActivationCode.of(order.state(), orders.plan(order.id()), esims.ofOrder(order.id())).stream()
                        .map(ActivationCodeView::of)
                        .toList());
    }

    private static List<PhaseView> phases(OrderTimeline timeline) {
        return Stream.of(DeliveryExpectation.CHECKS, DeliveryExpectation.RESERVATION, DeliveryExpectation.COMPLETION)
                .flatMap(name -> timeline.planned().find(name).stream())
                .map(planned -> PhaseView.of(
                        planned,
                        timeline.forecast().find(planned.activity().id()).map(Timed::activity)))
                .toList();
    }

    /**
     * The dry run of a cancellation; nothing is changed.
     *
     * @return 200; 404
     */
    @GET
    @Path("{id}/cancellation")
    @RolesAllowed({"csr", "operations", "partner", "admin"})
    public String cancellation(@PathParam("id") String id) {
        OrderId orderId = new OrderId(id);
        ProductOrder order = orders.find(orderId, CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        CancellationAssessment assessment =
                entry.assessCancellation(orderId).orElseThrow(() -> TmfRefusal.notFound("product order", id));
        return ResourceJson.write(new CancellationView(
                id,
                order.state().tmf(),
                assessment.objection().isEmpty(),
                assessment.objection().orElse(null),
                assessment.undone().stream().map(PlanStepView::of).toList(),
                assessment.leftOut().stream().map(PlanStepView::of).toList()));
    }

    /**
     * The dry run of an amendment, with the patch that the order itself would get; nothing is changed.
     *
     * @return 200 with what it would do, or why it is refused; 400 when the patch cannot be read; 404
     */
    @POST
    @Path("{id}/amendment")
    @RolesAllowed({"csr", "partner", "admin"})
    @Consumes({ProductOrderPatch.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public String amendment(@PathParam("id") String id, InputStream body) {
        RequestJson.Patch<ProductOrderView> patch = RequestJson.patch(body, ProductOrderView.class);
        ProductOrder order = orders.find(new OrderId(id), CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        AmendOrder command = ProductOrderPatch.toCommand(patch, order, Optional.empty(), caller.login());
        return ResourceJson.write(amendments
                .assess(command)
                .fold(
                        assessment -> AmendmentView.of(id, order.state().tmf(), assessment),
                        reasons -> AmendmentView.refused(id, order.state().tmf(), reasons)));
    }

    /**
     * What has been amended, the latest first.
     *
     * @return 200; 404
     */
    @GET
    @Path("{id}/revisions")
    @RolesAllowed({"csr", "operations", "partner", "admin"})
    public String revisions(@PathParam("id") String id) {
        OrderId orderId = new OrderId(id);
        if (orders.find(orderId, CallerOrders.of(caller)).isEmpty()) {
            throw TmfRefusal.notFound("product order", id);
        }
        List<PlanStep> steps = orders.plan(orderId);
        return ResourceJson.write(amendments.of(orderId).stream()
                .map(revision -> OrderRevisionView.of(revision, steps))
                .toList());
    }
}
