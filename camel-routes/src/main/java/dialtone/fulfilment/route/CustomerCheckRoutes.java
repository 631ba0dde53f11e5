package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.ContractTermRules;
import dialtone.fulfilment.CoverageRules;
import dialtone.fulfilment.DependencyRules;
import dialtone.fulfilment.NumberRules;
import dialtone.pool.FreeCount;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

/** The checks of who orders, where, and what: identity, coverage, devices, prerequisites, contract terms, free resources. */
@Dependent
public class CustomerCheckRoutes extends RouteBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Property of an exchange: what the check is about, while an element is asked. */
    private static final String ASKED = "dialtone.checkRequest";

    private static final String UNCOVERED = "The network does not cover the address";

    private final Ordering ordering;

    @Inject
    public CustomerCheckRoutes(Ordering ordering) {
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        identity();
        coverage();
        from("direct:check.device-compatibility")
                .routeId("check.device-compatibility")
                .process(exchange ->
                        exchange.getMessage().setBody(DependencyRules.deviceCompatibility(asked(exchange))));
        from("direct:check.prerequisite-products")
                .routeId("check.prerequisite-products")
                .process(exchange ->
                        exchange.getMessage().setBody(DependencyRules.prerequisiteProducts(asked(exchange))));
        from("direct:check.exclusive-products")
                .routeId("check.exclusive-products")
                .process(exchange -> exchange.getMessage().setBody(DependencyRules.exclusiveProducts(asked(exchange))));
        from("direct:check.contract-term")
                .routeId("check.contract-term")
                .process(exchange -> exchange.getMessage().setBody(ContractTermRules.judge(asked(exchange))));
        from("direct:check.sim-and-number")
                .routeId("check.sim-and-number")
                .process(exchange -> exchange.getMessage().setBody(resourcesFree(asked(exchange))));
        from("direct:check.wanted-number")
                .routeId("check.wanted-number")
                .process(exchange -> exchange.getMessage().setBody(wantedNumbers(asked(exchange))));
    }

    private List<CheckResult> wantedNumbers(CheckRequest asked) {
        return NumberRules.judge(
                asked,
                NumberRules.wanted(asked).stream().map(ordering::standing).toList());
    }

    /** What would do instead is counted when something is short. */
    private List<CheckResult> resourcesFree(CheckRequest asked) {
        List<FreeCount> pools = new ArrayList<>(ordering.free(asked.needs()));
        if (DependencyRules.isShort(asked, pools)) {
            pools.addAll(ordering.free(DependencyRules.insteadOf(asked)));
        }
        return DependencyRules.resourcesFree(asked, pools);
    }

    /** {@code IDENTITY_NOT_VERIFIED}, {@code IDENTITY_CHECK_REFUSED}. Nothing is sent that the register does not look up. */
    private void identity() {
        from("direct:check.identity")
                .routeId("check.identity")
                .process(exchange -> {
                    CheckRequest asked = asked(exchange);
                    exchange.getMessage().setHeaders(NetworkElementRoutes.rest("POST", "/verifications", ""));
                    exchange.getMessage().setBody(JSON.writeValueAsString(person(asked)));
                })
                .doTry()
                .to("direct:element.identity")
                .process(exchange -> exchange.getMessage()
                        .setBody(verified(JSON.readTree(exchange.getMessage().getMandatoryBody(String.class)))))
                .doCatch(HttpOperationFailedException.class)
                .onWhen(exchange -> refusal(exchange).isPresent())
                .process(exchange -> exchange.getMessage()
                        .setBody(CheckResult.refused(
                                        "identity",
                                        "IDENTITY_CHECK_REFUSED",
                                        "The register gives no answer about the person: "
                                                + refusal(exchange).orElse("") + ".")
                                .mendedBy("The register has to clear up with the person what it refuses.")))
                .end();
    }

    private static Optional<String> refusal(Exchange exchange) {
        return ElementFaults.refusal(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    private static ObjectNode person(CheckRequest asked) {
        return JSON.createObjectNode()
                .put("externalId", asked.reference() + ":identity")
                .put("customerId", asked.customer().value())
                .put("name", asked.name())
                .put("birthDate", asked.birthDate().toString())
                .put("postalCode", asked.address().postalCode())
                .put("country", asked.address().country());
    }

    private static CheckResult verified(JsonNode answer) {
        return answer.path("result").asText().equals("VERIFIED")
                ? CheckResult.passed("identity", "The register knows the person at this address.")
                : CheckResult.refused(
                                "identity",
                                "IDENTITY_NOT_VERIFIED",
                                answer.path("reason").asText("The register does not know the person") + ".")
                        .mendedBy("Name, birth date and address of the customer as the register has them.");
    }

    /** See {@link CoverageRules}. */
    private void coverage() {
        from("direct:check.coverage")
                .routeId("check.coverage")
                .process(exchange -> {
                    CheckRequest asked = asked(exchange);
                    exchange.setProperty(ASKED, asked);
                    exchange.getMessage()
                            .setHeaders(NetworkElementRoutes.rest("POST", "/checkServiceQualification", ""));
                    exchange.getMessage().setBody(JSON.writeValueAsString(qualification(asked)));
                })
                .to("direct:element.coverage")
                .process(exchange -> exchange.getMessage()
                        .setBody(covered(
                                exchange.getProperty(ASKED, CheckRequest.class),
                                JSON.readTree(exchange.getMessage().getMandatoryBody(String.class)))));
    }

    /** An item for each line that is ordered, with the technology that it needs; without one, the place is asked about by itself. */
    private static ObjectNode qualification(CheckRequest asked) {
        ObjectNode check = JSON.createObjectNode();
        check.put("@type", "CheckServiceQualification")
                .put("externalId", asked.reference() + ":coverage")
                .put("instantSyncQualification", true)
                .put("provideUnavailabilityReason", true)
                .put("provideAlternative", true);
        ArrayNode items = check.putArray("serviceQualificationItem");
        CoverageRules.technologies(asked).forEach((item, technology) -> {
            ObjectNode service = items.addObject().put("id", item).putObject("service");
            service.put("@type", "Service")
                    .putArray("place")
                    .addObject()
                    .put("@type", "GeographicAddress")
                    .put("role", "place of use")
                    .put("streetName", asked.address().street())
                    .put("postcode", asked.address().postalCode())
                    .put("city", asked.address().city())
                    .put("country", asked.address().country());
            if (!technology.isEmpty()) {
                service.putArray("serviceCharacteristic")
                        .addObject()
                        .put("name", "technology")
                        .put("value", technology);
            }
        });
        return check;
    }

    /** @throws IOException an outage: it says nothing of a line that it was asked about, and not that all is refused */
    static List<CheckResult> covered(CheckRequest asked, JsonNode answer) throws IOException {
        List<CoverageRules.Answer> answers = new ArrayList<>();
        for (JsonNode item : answer.path("serviceQualificationItem")) {
            if (!item.path("qualificationResult").isTextual()) {
                continue;
            }
            JsonNode reason = item.path("eligibilityUnavailabilityReason").path(0);
            JsonNode other = item.path("alternateServiceProposal").path(0);
            answers.add(new CoverageRules.Answer(
                    item.path("id").asText(),
                    item.path("qualificationResult").asText().equals("qualified"),
                    reason.path("code").asText("NO_COVERAGE"),
                    reason.path("label").asText(UNCOVERED),
                    text(other.path("alternateService")
                            .path("serviceCharacteristic")
                            .path(0)
                            .path("value")),
                    text(other.path("alternateServiceAvailabilityDate")).flatMap(CustomerCheckRoutes::time)));
        }
        Set<String> unanswered = CoverageRules.unanswered(asked, answers);
        if (!unanswered.isEmpty()
                && !answer.path("qualificationResult").asText().equals("unqualified")) {
            throw new IOException("coverage says nothing of items " + unanswered);
        }
        unanswered.forEach(item -> answers.add(
                new CoverageRules.Answer(item, false, "NO_COVERAGE", UNCOVERED, Optional.empty(), Optional.empty())));
        return CoverageRules.judge(asked, answers);
    }

    /** When it will be better is of use when it can be read, and else nothing is known of it. */
    private static Optional<Instant> time(String written) {
        try {
            return Optional.of(OffsetDateTime.parse(written).toInstant());
        } catch (DateTimeParseException foreign) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static CheckRequest asked(Exchange exchange) throws Exception {
        return exchange.getMessage().getMandatoryBody(CheckRequest.class);
    }
}
