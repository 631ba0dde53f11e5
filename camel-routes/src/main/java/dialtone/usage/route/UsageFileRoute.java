package dialtone.usage.route;

import dialtone.usage.Delivery;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.service.UsageFileIntake;
import java.io.File;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Takes files of a folder, here or elsewhere, and says where they go then. */
abstract class UsageFileRoute extends RouteBuilder {

    /** Headers that the file's way out is named by. */
    private static final String FOLDER = "usageFileFolder";

    private static final String FILE_ID = "usageFileId";

    /** What a file's endpoint moves it to: {@code done} or {@code failed}, with its number in the register before its name. */
    static final String MOVE = "move=${header." + FOLDER + "}/${header." + FILE_ID + "}-${file:name}";

    /** Some seconds within one poll; after that the next poll comes to it again. */
    private static final int REDELIVERIES = 4;

    private static final long FIRST_REDELIVERY_MILLIS = 500;

    /** What meets an outage is tried again. */
    final void beSteadfast() {
        errorHandler(defaultErrorHandler()
                .maximumRedeliveries(REDELIVERIES)
                .redeliveryDelay(FIRST_REDELIVERY_MILLIS)
                .useExponentialBackOff()
                .retryAttemptedLogLevel(LoggingLevel.WARN));
    }

    static String nameOf(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, "", String.class);
    }

    final UsageFile take(Exchange exchange, UsageFileIntake intake, Delivery delivery, UsageLayout layout)
            throws IOException {
        File file = exchange.getMessage().getBody(File.class);
        UsageFile taken = intake.take(file.toPath(), nameOf(exchange), delivery, layout);
        exchange.getMessage().setHeader(FOLDER, taken.state() == UsageFile.State.REFUSED ? "failed" : "done");
        exchange.getMessage().setHeader(FILE_ID, taken.id());
        return taken;
    }
}
