package dialtone.process.console;

import dialtone.process.ProcessInstanceKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys of process instances in addresses. */
final class InstanceKeys {
    /** One digit less than the largest key has, so that every text that fits is a key. */
    private static final String DIGITS = "[1-9][0-9]{0,17}";

    private InstanceKeys() {}

    /** Empty when the parameter is missing or no key. */
    static Optional<ProcessInstanceKey> of(@Nullable String parameter) {
        return parameter != null && parameter.matches(DIGITS)
                ? Optional.of(new ProcessInstanceKey(Long.parseLong(parameter)))
                : Optional.empty();
    }
}
