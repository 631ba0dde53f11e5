package dialtone.fulfilment.route;

import dialtone.base.Money;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CreditPolicy;
import dialtone.fulfilment.CreditPolicy.Report;
import dialtone.ledger.AccountStanding;
import dialtone.party.BillingAccountId;
import dialtone.platform.settings.Settings;
import dialtone.soap.creditcheck.v1.CheckCredit;
import dialtone.soap.creditcheck.v1.CheckCreditResponse;
import dialtone.soap.creditcheck.v1.Standing;
import dialtone.soap.creditcheck.v1.UnableToComply;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The checks of whether the customer can pay: what the bureau says, what he owes us, and what he has deposited with us. */
@Dependent
public class CreditCheckRoutes extends RouteBuilder {

    private static final String ASKED = "dialtone.checkRequest";

    private final Accounts accounts;
    private final CreditPolicy policy;

    @Inject
    public CreditCheckRoutes(Accounts accounts) {
        this(accounts, CreditPolicy.USUAL.withPaymentsFrom(Settings.paymentsFrom()));
    }

    CreditCheckRoutes(Accounts accounts, CreditPolicy policy) {
        this.accounts = accounts;
        this.policy = policy;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        creditStanding();
        from("direct:check.debts")
                .routeId("check.debts")
                .process(exchange -> exchange.getMessage()
                        .setBody(debts(exchange.getMessage().getMandatoryBody(CheckRequest.class))));
    }

    /** Of all accounts of the customer, and of none when payments are not booked or the order costs nothing that is known beforehand. */
    private List<CheckResult> debts(CheckRequest asked) {
        Map<BillingAccountId, AccountStanding> standings = new LinkedHashMap<>();
        if (policy.paymentsFrom().isPresent()) {
            policy.atRisk(asked)
                    .ifPresent(risk -> accounts.of(asked.customer())
                            .forEach(account -> standings.put(
                                    account, accounts.standing(account, risk.currency(), policy.paymentsFrom()))));
        }
        return policy.debts(standings);
    }

    /** Empty when no account is named, and when the order costs nothing that is known beforehand. */
    private Optional<Money> deposit(CheckRequest asked) {
        return asked.account()
                .flatMap(account -> policy.atRisk(asked)
                        .map(risk -> accounts.standing(account, risk.currency(), policy.paymentsFrom())
                                .deposit()));
    }

    /**
     * {@code CREDIT_POOR}, {@code DEPOSIT_REQUIRED}, {@code CREDIT_CHECK_REFUSED}. An order is one enquiry at the bureau, however often it
     * is checked.
     */
    private void creditStanding() {
        from("direct:check.credit-standing")
                .routeId("check.credit-standing")
                .process(exchange -> {
                    CheckRequest asked = exchange.getMessage().getMandatoryBody(CheckRequest.class);
                    exchange.setProperty(ASKED, asked);
                    SoapCalls.send(exchange, "checkCredit", enquiry(asked));
                })
                .doTry()
                .to("direct:element.credit")
                .process(this::judge)
                .doCatch(UnableToComply.class)
                .process(exchange -> exchange.getMessage()
                        .setBody(CheckResult.refused(
                                        "credit-standing",
                                        "CREDIT_CHECK_REFUSED",
                                        "The credit bureau gives no report: " + refusal(exchange) + ".")
                                .mendedBy("The bureau has to be able to report on the person.")))
                .end();
    }

    private static String refusal(Exchange exchange) {
        return ElementFaults.refusal(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .orElse("");
    }

    private static CheckCredit enquiry(CheckRequest asked) {
        var enquiry = new CheckCredit();
        enquiry.setRequestId(asked.reference() + ":credit-check");
        enquiry.setCustomerId(asked.customer().value());
        enquiry.setName(asked.name());
        enquiry.setBirthDate(asked.birthDate());
        return enquiry;
    }

    /** The account is looked at when a deposit decides, which is seldom. */
    private void judge(Exchange exchange) throws Exception {
        CheckRequest asked = exchange.getProperty(ASKED, CheckRequest.class);
        var told = SoapCalls.received(exchange, CheckCreditResponse.class).getCreditReport();
        Report report = new Report(told.getStanding() == Standing.GOOD, told.getScore(), told.getLimit());
        Optional<Money> held = policy.asksForDeposit(asked, report) ? deposit(asked) : Optional.empty();
        exchange.getMessage().setBody(policy.credit(asked, report, held));
    }
}
