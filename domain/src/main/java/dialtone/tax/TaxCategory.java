package dialtone.tax;

import java.util.Locale;
import java.util.Optional;

/** What is sold, as tax law tells it apart. */
public enum TaxCategory {
    /** Telecommunications services (Directive 2006/112/EC Article 24(2)), fees for them and for leaving them early included. */
    TELECOMMUNICATIONS,
    /** Devices. */
    GOODS,
    /** Any other service. */
    SERVICES;

    /** As files write it: {@code telecommunications}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return empty if there is none of this code */
    public static Optional<TaxCategory> of(String code) {
        for (TaxCategory category : values()) {
            if (category.code().equals(code)) {
                return Optional.of(category);
            }
        }
        return Optional.empty();
    }
}
