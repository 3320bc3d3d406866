"""Bodies of the house painter's characters: frames, limbs, hands, legs and clothes."""
