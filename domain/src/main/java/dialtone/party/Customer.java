package dialtone.party;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person who buys (TMF629 Customer). Billing accounts pay for what the person orders. */
@Entity
@Table(name = "CUSTOMER")
public class Customer {

    @EmbeddedId
    @AttributeOverride(name = "value", column = @Column(name = "CUSTOMER_ID"))
    private CustomerId id;

    @Column(name = "GIVEN_NAME")
    private String givenName;

    @Column(name = "FAMILY_NAME")
    private String familyName;

    /** Lower case, family name first and given name first, so that an index finds what a CSR types. */
    @Column(name = "SEARCH_NAME")
    private String searchName;

    @Column(name = "BORN_ON")
    private LocalDate birthDate;

    @Column(name = "EMAIL")
    private String email;

    @Column(name = "PHONE")
    private @Nullable String phone;

    @Embedded
    private Address address;

    @Column(name = "CREATED_AT")
    private Instant createdAt;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected Customer() {}

    public Customer(CustomerId id, NewCustomer from, Instant createdAt) {
        this.id = id;
        this.givenName = from.givenName();
        this.familyName = from.familyName();
        this.searchName = (from.familyName() + " " + from.givenName()).toLowerCase(Locale.ROOT);
        this.birthDate = from.birthDate();
        this.email = from.email();
        this.phone = from.phone().orElse(null);
        this.address = from.address();
        this.createdAt = createdAt;
    }

    public CustomerId id() {
        return id;
    }

    public String givenName() {
        return givenName;
    }

    public String familyName() {
        return familyName;
    }

    /** Given name and family name. */
    public String name() {
        return givenName + " " + familyName;
    }

    /** What a search compares with: family name, given name, in lower case. */
    public String searchName() {
        return searchName;
    }

    public LocalDate birthDate() {
        return birthDate;
    }

    public String email() {
        return email;
    }

    public Optional<String> phone() {
        return Optional.ofNullable(phone);
    }

    public Address address() {
        return address;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
