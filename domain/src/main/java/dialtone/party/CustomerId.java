package dialtone.party;

import jakarta.persistence.Embeddable;

/** @param value such as {@code CUS-100001}; at most 32 characters */
@Embeddable
public record CustomerId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
