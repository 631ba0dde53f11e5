package dialtone.order;

import dialtone.base.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something outside that an order names (TMF622 RelatedParty, RelatedChannel, AgreementRef): kept and shown, not followed.
 *
 * @param id           1 to {@value #MAX_ID} characters
 * @param href         at most {@value #MAX_HREF} characters
 * @param name         at most {@value #MAX_NAME} characters
 * @param role         the part it plays; at most {@value #MAX_ROLE} characters
 * @param referredType type of the referred resource; at most {@value #MAX_ROLE} characters
 */
@Embeddable
public record OrderReference(
        @Enumerated(EnumType.STRING) @Column(name = "KIND") Kind kind,
        @Column(name = "REFERRED_ID") String id,
        @Column(name = "HREF") @Nullable String href,
        @Column(name = "NAME") @Nullable String name,
        @Column(name = "ROLE_NAME") @Nullable String role,
        @Column(name = "REFERRED_TYPE") @Nullable String referredType) {

    /** What is named. */
    public enum Kind {
        PARTY("relatedParty"),
        CHANNEL("channel"),
        AGREEMENT("agreement"),
        QUALIFICATION("productOfferingQualification");

        private final String tmf;

        Kind(String tmf) {
            this.tmf = tmf;
        }

        /** The order's attribute that holds references of this kind. */
        public String tmf() {
            return tmf;
        }
    }

    public static final int MAX_ID = 64;
    public static final int MAX_HREF = 500;
    public static final int MAX_NAME = 255;
    public static final int MAX_ROLE = 64;

    void refuse(String path, List<Rejection> refusals) {
        OrderDetails.required(path + ".id", id, MAX_ID, refusals);
        OrderDetails.limit(path + ".href", href, MAX_HREF, refusals);
        OrderDetails.limit(path + ".name", name, MAX_NAME, refusals);
        OrderDetails.limit(path + ".role", role, MAX_ROLE, refusals);
        OrderDetails.limit(path + ".@referredType", referredType, MAX_ROLE, refusals);
    }
}
