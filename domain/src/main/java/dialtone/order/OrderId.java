package dialtone.order;

import jakarta.persistence.Embeddable;

/** @param value such as {@code ORD-100001}, short enough to say on the telephone; at most 32 characters */
@Embeddable
public record OrderId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
