package dialtone.platform.zeebe;

import dialtone.platform.outbox.OutgoingMessage;
import io.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** Publishes messages to the processes. */
@ApplicationScoped
public class ProcessMessages {

    /** What the broker said to a message. */
    public enum Receipt {
        /** Taken now or earlier: the same message id a second time has no second effect. */
        TAKEN,
        /** The broker is away or busy; the message is to be sent again later. */
        LATER,
        /** The broker will never take it. */
        REFUSED
    }

    private final ZeebeGateway zeebe;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ProcessMessages() {
        this.zeebe = null;
    }

    @Inject
    public ProcessMessages(ZeebeGateway zeebe) {
        this.zeebe = zeebe;
    }

    public CompletionStage<Receipt> publish(OutgoingMessage message) {
        return zeebe.client()
                .newPublishMessageCommand()
                .messageName(message.message().messageName())
                .correlationKey(message.correlationKey())
                .messageId(message.messageId())
                .timeToLive(message.timeToLive())
                .variables(message.variables())
                .send()
                .handle((response, failure) -> failure == null ? Receipt.TAKEN : receiptOf(failure));
    }

    private static Receipt receiptOf(Throwable failure) {
        Status.Code status = ZeebeGateway.statusOf(failure);
        return switch (status) {
            case ALREADY_EXISTS -> Receipt.TAKEN;
            case INVALID_ARGUMENT -> Receipt.REFUSED;
            default -> Receipt.LATER;
        };
    }
}
