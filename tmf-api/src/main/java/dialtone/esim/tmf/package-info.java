/** What the SM-DP+ tells of profiles by ES2+, and who looks after the customers whose profiles nobody loads. */
package dialtone.esim.tmf;
