package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.DependencyRules;
import dialtone.soap.creditcheck.v1.CheckCredit;
import dialtone.soap.creditcheck.v1.CheckCreditResponse;
import dialtone.soap.creditcheck.v1.Standing;
import dialtone.soap.creditcheck.v1.UnableToComply;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

/** The checks of who orders, where, and what: identity, credit standing, coverage, devices, prerequisites, free resources. */
@Dependent
public class CustomerCheckRoutes extends RouteBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ordering ordering;

    @Inject
    public CustomerCheckRoutes(Ordering ordering) {
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        identity();
        creditStanding();
        coverage();
        from("direct:check.device-compatibility")
                .routeId("check.device-compatibility")
                .process(exchange ->
                        exchange.getMessage().setBody(DependencyRules.deviceCompatibility(asked(exchange))));
        from("direct:check.prerequisite-products")
                .routeId("check.prerequisite-products")
                .process(exchange ->
                        exchange.getMessage().setBody(DependencyRules.prerequisiteProducts(asked(exchange))));
        from("direct:check.sim-and-number")
                .routeId("check.sim-and-number")
                .process(exchange -> exchange.getMessage()
                        .setBody(DependencyRules.resourcesFree(
                                asked(exchange), ordering.free(asked(exchange).needs()))));
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
                                        + refusal(exchange).orElse("") + ".")))
                .end();
    }

    private static Optional<String> refusal(Exchange exchange) {
        return ElementFaults.refusal(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    private static ObjectNode person(CheckRequest asked) {
        return JSON.createObjectNode()
                .put("externalId", asked.order().value() + ":identity")
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
                        answer.path("reason").asText("The register does not know the person") + ".");
    }

    /** {@code CREDIT_POOR}, {@code CREDIT_CHECK_REFUSED}. An order is one enquiry at the bureau, however often it is checked. */
    private void creditStanding() {
        from("direct:check.credit-standing")
                .routeId("check.credit-standing")
                .process(exchange -> SoapCalls.send(exchange, "checkCredit", enquiry(asked(exchange))))
                .doTry()
                .to("direct:element.credit")
                .process(SoapCalls.response(CheckCreditResponse.class, CustomerCheckRoutes::credit))
                .doCatch(UnableToComply.class)
                .process(exchange -> exchange.getMessage()
                        .setBody(CheckResult.refused(
                                "credit-standing",
                                "CREDIT_CHECK_REFUSED",
                                "The credit bureau gives no report: "
                                        + refusal(exchange).orElse("") + ".")))
                .end();
    }

    private static CheckCredit enquiry(CheckRequest asked) {
        var enquiry = new CheckCredit();
        enquiry.setRequestId(asked.order().value() + ":credit-check");
        enquiry.setCustomerId(asked.customer().value());
        enquiry.setName(asked.name());
        enquiry.setBirthDate(asked.birthDate());
        return enquiry;
    }

    private static CheckResult credit(CheckCreditResponse response) {
        var report = response.getCreditReport();
        return report.getStanding() == Standing.GOOD
                ? CheckResult.passed("credit-standing", "Good, score " + report.getScore() + ".")
                : CheckResult.refused(
                        "credit-standing",
                        "CREDIT_POOR",
                        "The customer's credit standing is poor, score " + report.getScore() + ".");
    }

    /** {@code NO_COVERAGE}. */
    private void coverage() {
        from("direct:check.coverage")
                .routeId("check.coverage")
                .process(exchange -> {
                    CheckRequest asked = asked(exchange);
                    exchange.getMessage()
                            .setHeaders(NetworkElementRoutes.rest("POST", "/checkServiceQualification", ""));
                    exchange.getMessage().setBody(JSON.writeValueAsString(qualification(asked)));
                })
                .to("direct:element.coverage")
                .process(exchange -> exchange.getMessage()
                        .setBody(covered(JSON.readTree(exchange.getMessage().getMandatoryBody(String.class)))));
    }

    private static ObjectNode qualification(CheckRequest asked) {
        ObjectNode check = JSON.createObjectNode();
        check.put("@type", "CheckServiceQualification")
                .put("externalId", asked.order().value() + ":coverage")
                .put("instantSyncQualification", true)
                .put("provideUnavailabilityReason", true);
        ObjectNode item = check.putArray("serviceQualificationItem").addObject().put("id", "1");
        item.putObject("service")
                .put("@type", "Service")
                .putArray("place")
                .addObject()
                .put("@type", "GeographicAddress")
                .put("role", "place of use")
                .put("streetName", asked.address().street())
                .put("postcode", asked.address().postalCode())
                .put("city", asked.address().city())
                .put("country", asked.address().country());
        return check;
    }

    private static CheckResult covered(JsonNode answer) {
        JsonNode reason = answer.path("serviceQualificationItem")
                .path(0)
                .path("eligibilityUnavailabilityReason")
                .path(0)
                .path("label");
        return answer.path("qualificationResult").asText().equals("qualified")
                ? CheckResult.passed("coverage", "The network covers the address.")
                : CheckResult.refused(
                        "coverage", "NO_COVERAGE", reason.asText("The network does not cover the address") + ".");
    }

    private static CheckRequest asked(Exchange exchange) throws Exception {
        return exchange.getMessage().getMandatoryBody(CheckRequest.class);
    }
}
