package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.StepWork;
import dialtone.order.OrderId;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.mail.MailPage;
import dialtone.platform.qr.QrPicture;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Tells the customer by mail that the order is complete. It goes out once like any other action; a mail server cannot be asked what
 * became of a mail whose answer was lost, so that one is sent again under the same Message-ID, which mailboxes keep once.
 */
@Dependent
public class NotifyCustomerRoutes extends RouteBuilder {

    private static final String HAS_ADDRESS = "dialtone.hasAddress";

    /** Of the mail, as the facts of its action. */
    private static final String TO = "to";

    private static final String SUBJECT = "subject";
    private static final String TEXT = "text";
    private static final String HTML = "html";

    /** Before the name of a QR code. */
    private static final String PICTURE = "picture:";

    private final NetworkSteps steps;
    private final Ordering ordering;

    @Inject
    public NotifyCustomerRoutes(NetworkSteps steps, Ordering ordering) {
        this.steps = steps;
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:send-mail")
                .routeId("mail.send-mail")
                .process(exchange -> write(exchange, exchange.getMessage().getMandatoryBody(ElementRequest.class)))
                .to("{{mail.uri}}")
                .setBody(exchange -> ElementAnswer.done());
        from("direct:send-mail.read").routeId("mail.read").setBody(exchange -> new ElementAnswer.Unknown());
        from("direct:fulfilment.notify-customer")
                .routeId("fulfilment.notify-customer")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(exchange -> {
                    Job job = exchange.getMessage().getMandatoryBody(Job.class);
                    CustomerNotice notice = ordering.notice(new OrderId(job.text(Variable.ORDER_ID)));
                    exchange.setProperty(HAS_ADDRESS, notice.email().isPresent());
                    StepRun.ofEffect(job, step(job, notice)).putInto(exchange);
                })
                .filter(exchangeProperty(HAS_ADDRESS))
                .process(steps.perform(getContext(), "send-mail"))
                .end()
                .setBody(exchange -> JobOutcome.completed());
    }

    /** The mail is one effect of the order, like that of a step. */
    private static StepWork step(Job job, CustomerNotice notice) {
        return new StepWork(notice.order().value(), notice.order(), job.type(), Map.of(), mail(notice), false);
    }

    /** All of the mail but its address when the customer has none. */
    private static Map<String, String> mail(CustomerNotice notice) {
        CompletionMail mail = CompletionMail.of(notice);
        Map<String, String> facts = new HashMap<>();
        facts.put(Variable.ORDER_ID, notice.order().value());
        notice.email().ifPresent(address -> facts.put(TO, address));
        facts.put(SUBJECT, mail.subject());
        facts.put(TEXT, mail.text());
        facts.put(HTML, mail.page().html());
        mail.page().pictures().forEach(picture -> facts.put(PICTURE + picture.name(), picture.text()));
        return facts;
    }

    private static void write(Exchange exchange, ElementRequest mail) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("To", mail.fact(TO));
        exchange.getMessage().setHeader("Subject", mail.fact(SUBJECT));
        exchange.getMessage().setHeader("Message-ID", "<" + mail.fact(Variable.ORDER_ID) + ".complete@dialtone>");
        // tells auto-responders to keep quiet, RFC 3834
        exchange.getMessage().setHeader("Auto-Submitted", "auto-generated");
        MailBody.put(exchange, mail.fact(TEXT), new MailPage(mail.fact(HTML), pictures(mail.facts())));
    }

    private static List<QrPicture> pictures(Map<String, String> facts) {
        return facts.entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(PICTURE))
                .map(fact -> new QrPicture(fact.getKey().substring(PICTURE.length()), fact.getValue()))
                .toList();
    }
}
