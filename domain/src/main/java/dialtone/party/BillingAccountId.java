package dialtone.party;

import jakarta.persistence.Embeddable;

/** @param value such as {@code BAC-100001}; at most 32 characters */
@Embeddable
public record BillingAccountId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
