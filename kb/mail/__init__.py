"""How mails leave the bank: queued in the transaction of what they tell of, then sent until they arrive."""
