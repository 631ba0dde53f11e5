package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The profile of an eSIM at the SM-DP+, by ES2+: ordered, then confirmed under a matching id of ours and released for download. What it
 * brings is the activation code, {@code LPA:1$} and the address of the SM-DP+ and the matching id (SGP.22 section 4.1).
 *
 * <p>It is taken back by cancelling the order, without a question before: {@code getProfileStatus} is no function of ES2+, and only explains
 * what is refused. The profile is not handed out again. One that a telephone has installed is not the SM-DP+'s any more, and worth nothing
 * without its line.
 *
 * <p>Parameter: {@code profileType}.
 */
@Dependent
public class OrderProfileRoutes extends RouteBuilder {

    /** Somebody has it, for us: an ICCID is of one order only. */
    private static final Set<String> ORDERED = Set.of("ALLOCATED", "LINKED", "CONFIRMED", "RELEASED", "INSTALLED");

    private static final Set<String> RELEASED = Set.of("RELEASED", "INSTALLED");

    /** Nothing to cancel any more. */
    private static final Set<String> OVER = Set.of("AVAILABLE", "UNAVAILABLE", "INSTALLED");

    /** What ES2+ refuses about an ICCID, SGP.22 section 5.2.6. */
    private static final String ICCID_IN_USE = "8.2.1/3.3";

    private static final String ICCID_INVALID_TRANSITION = "8.2.1/3.5";
    private static final String ICCID_UNKNOWN = "8.2.1/3.9";

    private static final String ACTIVATION_CODE = "activationCode";

    /** Where it stands in an activation code: {@code LPA:1$address$matching id}. */
    private static final int MATCHING_ID_PART = 2;

    private static final int MATCHING_ID_DIGITS = 20;
    private static final int GROUP = 5;

    private final NetworkSteps steps;

    @Inject
    public OrderProfileRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        ordersDownload();
        confirmsOrder();
        cancels();
        from("direct:fulfilment.order-profile")
                .routeId("fulfilment.order-profile")
                .routeProperty(JobRoutes.ELEMENTS, "smdp")
                .routeProperty(ElementStatusRoutes.TAKES_PLACE_AT, "smdp")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.onlyForNewLines())
                .process(steps.perform(getContext(), "download-order"))
                .process(steps.perform(getContext(), "confirm-order"))
                .process(steps.close());
        from("direct:fulfilment.cancel-profile")
                .routeId("fulfilment.cancel-profile")
                .routeProperty(JobRoutes.ELEMENTS, "smdp")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(
                        steps.takeBackUnasked(getContext(), "cancel-order", List.of("download-order", "confirm-order")))
                .process(steps.close());
    }

    private void ordersDownload() {
        from("direct:download-order")
                .routeId("smdp.download-order")
                .process(Es2Plus.call("downloadOrder", request -> {
                    ObjectNode order = Es2Plus.profile(request).put("profileType", request.parameter("profileType"));
                    Optional.ofNullable(request.facts().get("eid")).ifPresent(eid -> order.put("eid", eid));
                    return order;
                }))
                .to("direct:element.smdp")
                .process(Es2Plus.answer(
                        (answer, request) -> ElementAnswer.done(), OrderProfileRoutes::orderedByALostAnswer));
        from("direct:download-order.read")
                .routeId("smdp.get-ordered-profile")
                .process(question())
                .to("direct:element.smdp")
                .process(Es2Plus.answer(
                        (answer, request) ->
                                ORDERED.contains(state(answer)) ? ElementAnswer.done() : new ElementAnswer.Unknown(),
                        OrderProfileRoutes::noOrder));
    }

    private void confirmsOrder() {
        from("direct:confirm-order")
                .routeId("smdp.confirm-order")
                .process(Es2Plus.call(
                        "confirmOrder",
                        request -> Es2Plus.profile(request)
                                .put("matchingId", matchingId(request))
                                .put("releaseFlag", true)))
                .to("direct:element.smdp")
                .process(Es2Plus.answer((answer, request) -> released(answer)));
        from("direct:confirm-order.read")
                .routeId("smdp.get-confirmed-profile")
                .process(question())
                .to("direct:element.smdp")
                .process(Es2Plus.answer(
                        (answer, request) -> {
                            JsonNode profile = answer.path("profileStatusList").path(0);
                            boolean ours = profile.path("matchingId").asText().equals(matchingId(request));
                            return ours && RELEASED.contains(state(answer))
                                    ? released(profile)
                                    : new ElementAnswer.Unknown();
                        },
                        OrderProfileRoutes::noOrder));
    }

    /** An ICCID is of one order only: who orders it again and finds it in use has ordered it. */
    private static Optional<ElementAnswer> orderedByALostAnswer(String code, ElementRequest request) {
        return Optional.<ElementAnswer>of(ElementAnswer.done())
                .filter(done -> request.again() && code.equals(ICCID_IN_USE));
    }

    private static Optional<ElementAnswer> noOrder(String code, ElementRequest request) {
        return Optional.<ElementAnswer>of(new ElementAnswer.Unknown()).filter(none -> code.equals(ICCID_UNKNOWN));
    }

    /** Of the order whichever of the two actions it has come to. EID and matching id go along as the order was given them. */
    private void cancels() {
        from("direct:cancel-order")
                .routeId("smdp.cancel-order")
                .process(Es2Plus.call("cancelOrder", request -> {
                    ObjectNode order = Es2Plus.profile(request).put("finalProfileStatusIndicator", "Unavailable");
                    Optional.ofNullable(request.facts().get("eid")).ifPresent(eid -> order.put("eid", eid));
                    confirmedAs(request).ifPresent(id -> order.put("matchingId", id));
                    return order;
                }))
                .to("direct:element.smdp")
                .process(
                        Es2Plus.answer((answer, request) -> ElementAnswer.done(), OrderProfileRoutes::nothingToCancel));
        from("direct:cancel-order.read")
                .routeId("smdp.cancel-order.read")
                .process(question())
                .to("direct:element.smdp")
                .process(Es2Plus.answer((answer, request) ->
                        OVER.contains(state(answer)) ? ElementAnswer.done() : new ElementAnswer.Unknown()));
    }

    /** There is no order, or it was cancelled by a request whose answer was lost. */
    private static Optional<ElementAnswer> nothingToCancel(String code, ElementRequest request) {
        return Optional.<ElementAnswer>of(ElementAnswer.done())
                .filter(done ->
                        code.equals(ICCID_UNKNOWN) || (request.again() && code.equals(ICCID_INVALID_TRANSITION)));
    }

    /** The matching id in the activation code, its third part; empty when the order was not confirmed. */
    private static Optional<String> confirmedAs(ElementRequest request) {
        return Optional.ofNullable(request.facts().get(ACTIVATION_CODE))
                .map(code -> code.split("\\$", -1))
                .filter(parts -> parts.length > MATCHING_ID_PART)
                .map(parts -> parts[MATCHING_ID_PART])
                .filter(id -> !id.isEmpty());
    }

    private static Processor question() {
        return Es2Plus.call("getProfileStatus", request -> {
            ObjectNode question = Es2Plus.profile(request);
            String iccid = question.remove("iccid").asText();
            question.putArray("iccidList").addObject().put("iccid", iccid);
            return question;
        });
    }

    /** Of the profile that was asked about; AVAILABLE when the SM-DP+ has no order for it. */
    private static String state(JsonNode answer) {
        return answer.path("profileStatusList").path(0).path("state").asText("AVAILABLE");
    }

    private static ElementAnswer released(JsonNode profile) {
        return new ElementAnswer.Done(Map.of(
                ACTIVATION_CODE,
                "LPA:1$" + profile.path("smdpAddress").asText() + "$"
                        + profile.path("matchingId").asText()));
    }

    /**
     * Who has it can load the profile, so that it is not to be guessed, and it is the same however often it is asked for: drawn from the
     * secret that the book of actions keeps for this request.
     */
    private static String matchingId(ElementRequest request) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("matching id "
                                    + request.replyTo()
                                            .substring(request.replyTo().indexOf('?')))
                            .getBytes(StandardCharsets.UTF_8));
            String digits = HexFormat.of()
                    .formatHex(digest)
                    .substring(0, MATCHING_ID_DIGITS)
                    .toUpperCase(Locale.ROOT);
            return String.join("-", digits.split("(?<=\\G.{" + GROUP + "})", -1))
                    .replaceFirst("-$", "");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
