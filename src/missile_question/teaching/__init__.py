"""Parts of a chapter that are not charts: header, claim cards, bets, self-check questions."""

from missile_question.teaching.parts import Bet, ClaimCard, Question, Quiz, header

__all__ = ["Bet", "ClaimCard", "Question", "Quiz", "header"]
