package dialtone.order.tmf;

import dialtone.order.OrderId;
import dialtone.order.ProcessMove;
import dialtone.platform.tmf.TmfRefusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request for a move: of all orders that have an instance of a version open, or of one order.
 *
 * @param processId       with {@code version}
 * @param version         from 1
 * @param orderId         in place of both
 * @param reason          1 to 500 characters; a dry run needs none
 * @param ordersPerSecond 1 to 25; absent: 10
 * @param dryRun          true: only say what would be done
 */
public record MoveRequestView(
        @Nullable String processId,
        @Nullable Integer version,
        @Nullable String orderId,
        @Nullable String reason,
        @Nullable Integer ordersPerSecond,
        @Nullable Boolean dryRun) {

    /** The longest id of a process and of an order. */
    private static final int MAX_PROCESS_ID = 255;

    private static final int MAX_ORDER_ID = 32;

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /** @throws TmfRefusal MISSING, AMBIGUOUS, TOO_LONG naming the field */
    ProcessMove.Target target() {
        if (orderId != null) {
            if (processId != null || version != null) {
                throw TmfRefusal.at("orderId", "AMBIGUOUS", "Name an order, or a process and its version, not both.");
            }
            return ProcessMove.Target.of(new OrderId(limited("orderId", orderId, MAX_ORDER_ID)));
        }
        if (processId == null) {
            throw TmfRefusal.at("processId", "MISSING", "Name a process and its version, or an order.");
        }
        if (version == null) {
            throw TmfRefusal.at("version", "MISSING", "Say which version is left.");
        }
        return ProcessMove.Target.of(limited("processId", processId, MAX_PROCESS_ID), version);
    }

    private static String limited(String field, String value, int most) {
        if (value.length() > most) {
            throw TmfRefusal.at(field, "TOO_LONG", "It has at most " + most + " characters.");
        }
        return value;
    }

    /** @throws TmfRefusal as {@link #target}; what else is wrong is said by the moves */
    ProcessMove.Proposal proposal() {
        return new ProcessMove.Proposal(
                target(),
                Optional.ofNullable(reason).orElse("").strip(),
                Optional.ofNullable(ordersPerSecond).orElse(ProcessMove.USUAL_PACE));
    }
}
