package dialtone.party;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * Where a customer lives, and so where the network has to reach.
 *
 * @param street     with the house number; at most 128 characters
 * @param postalCode as the country writes it; at most 16 characters
 * @param city       at most 64 characters
 * @param country    ISO 3166-1 alpha-2
 */
@Embeddable
public record Address(
        @Column(name = "STREET") String street,
        @Column(name = "POSTAL_CODE") String postalCode,
        @Column(name = "CITY") String city,
        @Column(name = "COUNTRY") String country) {}
