package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.fulfilment.CustomerNotice;
import dialtone.order.OrderId;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Tells the customer by mail that the order is complete. It goes out once like any other action; a mail server cannot be asked what
 * became of a mail whose answer was lost, so that one is sent again under the same Message-ID, which mailboxes keep once.
 */
@Dependent
public class NotifyCustomerRoutes extends RouteBuilder {

    private static final String NOTICE = "dialtone.notice";

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
                .process(exchange -> {
                    ElementRequest request = exchange.getMessage().getMandatoryBody(ElementRequest.class);
                    write(exchange, ordering.notice(new OrderId(request.fact(Variable.ORDER_ID))));
                })
                .to("{{mail.uri}}")
                .setBody(exchange -> ElementAnswer.done());
        from("direct:send-mail.read").routeId("mail.read").setBody(exchange -> new ElementAnswer.Unknown());
        from("direct:fulfilment.notify-customer")
                .routeId("fulfilment.notify-customer")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(exchange -> {
                    Job job = exchange.getMessage().getMandatoryBody(Job.class);
                    String order = job.text(Variable.ORDER_ID);
                    exchange.setProperty(NOTICE, ordering.notice(new OrderId(order)));
                    new StepRun(job, order, Map.of(), Map.of(Variable.ORDER_ID, order)).putInto(exchange);
                })
                .filter(exchange -> exchange.getProperty(NOTICE, CustomerNotice.class)
                        .email()
                        .isPresent())
                .process(steps.perform(getContext(), "send-mail"))
                .end()
                .setBody(exchange -> JobOutcome.completed());
    }

    private static void write(Exchange exchange, CustomerNotice notice) {
        CompletionMail mail = CompletionMail.of(notice);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("To", notice.email().orElseThrow());
        exchange.getMessage().setHeader("Subject", mail.subject());
        exchange.getMessage().setHeader("Message-ID", "<" + notice.order().value() + ".complete@dialtone>");
        // tells auto-responders to keep quiet, RFC 3834
        exchange.getMessage().setHeader("Auto-Submitted", "auto-generated");
        exchange.getMessage().setHeader("CamelMailAlternativeBody", mail.text());
        exchange.getMessage().setBody(mail.html());
    }
}
