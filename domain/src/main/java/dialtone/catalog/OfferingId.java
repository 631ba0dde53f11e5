package dialtone.catalog;

import jakarta.persistence.Embeddable;

/** @param value kebab-case, as in the catalogue file: {@code mobile-sim-only-m}; at most 64 characters */
@Embeddable
public record OfferingId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
