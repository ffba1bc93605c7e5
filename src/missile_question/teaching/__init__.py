"""Parts of a chapter that are not charts: header, claim cards, bets, questions, forecasts."""

from missile_question.teaching.forecasts import ForecastBook
from missile_question.teaching.parts import Bet, ClaimCard, Question, Quiz, header

__all__ = ["Bet", "ClaimCard", "ForecastBook", "Question", "Quiz", "header"]
