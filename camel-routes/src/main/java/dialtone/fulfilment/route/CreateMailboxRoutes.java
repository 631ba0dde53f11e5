package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/**
 * The mailbox of a line's number, in the voicemail system. It goes with the line, and what was spoken into it with it.
 *
 * <p>Parameters: {@code mailboxClass}, {@code retentionDays}.
 */
@Dependent
public class CreateMailboxRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public CreateMailboxRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        creates();
        removes();
    }

    private void creates() {
        from("direct:create-mailbox")
                .routeId("voicemail.create-mailbox")
                .process(KeyedResource.put(CreateMailboxRoutes::path, CreateMailboxRoutes::mailbox))
                .to("direct:element.voicemail")
                .process(KeyedResource.made());
        from("direct:create-mailbox.read")
                .routeId("voicemail.get-mailbox")
                .process(KeyedResource.get(CreateMailboxRoutes::path))
                .to("direct:element.voicemail")
                .process(KeyedResource.found());
        from("direct:read-mailbox")
                .routeId("voicemail.read-mailbox")
                .process(KeyedResource.get(CreateMailboxRoutes::path))
                .to("direct:element.voicemail")
                .process(KeyedResource.reading("voicemail", request -> "mailbox", CreateMailboxRoutes::mailbox));
        from("direct:fulfilment.create-mailbox")
                .routeId("fulfilment.create-mailbox")
                .routeProperty(JobRoutes.ELEMENTS, "voicemail")
                .routeProperty(ElementStatusRoutes.TAKES_PLACE_AT, "voicemail")
                .routeProperty(ReadBackRoutes.READINGS, "read-mailbox")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "create-mailbox"))
                .process(steps.close());
    }

    private void removes() {
        from("direct:remove-mailbox")
                .routeId("voicemail.remove-mailbox")
                .process(KeyedResource.delete(CreateMailboxRoutes::path))
                .to("direct:element.voicemail")
                .process(KeyedResource.gone());
        from("direct:remove-mailbox.read")
                .routeId("voicemail.get-mailbox-to-remove")
                .process(KeyedResource.get(CreateMailboxRoutes::path))
                .to("direct:element.voicemail")
                .process(KeyedResource.stillThere());
        from("direct:fulfilment.remove-mailbox")
                .routeId("fulfilment.remove-mailbox")
                .routeProperty(JobRoutes.ELEMENTS, "voicemail")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "remove-mailbox", "create-mailbox"))
                .process(steps.close());
    }

    private static ObjectNode mailbox(ElementRequest request) {
        return KeyedResource.newResource()
                .put("imsi", request.fact("imsi"))
                .put("mailboxClass", request.parameter("mailboxClass"))
                .put("retentionDays", request.number("retentionDays"));
    }

    private static String path(ElementRequest request) {
        return "/mailboxes/" + request.fact("msisdn");
    }
}
