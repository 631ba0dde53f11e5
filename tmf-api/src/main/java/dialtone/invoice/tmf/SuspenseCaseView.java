package dialtone.invoice.tmf;

import dialtone.usage.SuspenseAction;
import dialtone.usage.SuspenseAction.Kind;
import dialtone.usage.SuspenseCase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A suspended or refused record with all that people did with it.
 *
 * @param state suspended or refused
 */
public record SuspenseCaseView(String state, SuspendedUsageView record, List<ActionView> history) {

    /**
     * @param action one of corrected, rated, stillSuspended, refused
     * @param field  that was corrected; absent otherwise, as {@code from} and {@code to}
     * @param reason why it was refused, or stays suspended; absent otherwise
     */
    public record ActionView(
            String action,
            @Nullable String field,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason,
            String by,
            Instant at) {

        static ActionView of(SuspenseAction action) {
            boolean corrected = action.kind() == Kind.CORRECTED;
            return new ActionView(
                    action.kind() == Kind.STILL_SUSPENDED
                            ? "stillSuspended"
                            : action.kind().name().toLowerCase(Locale.ROOT),
                    corrected ? action.field() : null,
                    corrected ? action.former() : null,
                    corrected ? action.now() : null,
                    action.remark().isEmpty() ? null : action.remark(),
                    action.by(),
                    action.at());
        }
    }

    static SuspenseCaseView of(SuspenseCase of) {
        return new SuspenseCaseView(
                of.state().name().toLowerCase(Locale.ROOT),
                SuspendedUsageView.of(of.record()),
                of.actions().stream().map(ActionView::of).toList());
    }
}
